/** What every page that compares containers or addresses of repositories says of how it does. */
export const comparedAsWritten =
  'Containers and addresses of repositories are compared as they are written in the records: “image:1.0” and “docker.io/image:1.0”, or an address with and without “.git”, count as two, though they may be one.';
