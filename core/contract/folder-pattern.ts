/** What a workspace, and so its folder, may be called. */
export const folderPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
