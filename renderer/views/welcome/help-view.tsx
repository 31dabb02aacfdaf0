/** Help: the first steps once more, and every key. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { welcomeWords as words } from '../../words/welcome';
import { FirstSteps } from './first-steps';

export function HelpView() {
  const query = useCall('workspaces.list', {});
  return (
    <Page title={words.help}>
      <FirstSteps workspaces={query.data?.workspaces ?? []} />
      <section className="panel" aria-labelledby="help-keys">
        <h2 id="help-keys">{words.keysTitle}</h2>
        <table className="help-keys" aria-labelledby="help-keys">
          <thead>
            <tr>
              <th scope="col">{words.key}</th>
              <th scope="col">{words.does}</th>
            </tr>
          </thead>
          <tbody>
            {words.keys.map(([key, does]) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{does}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>
        {words.glossary}{' '}
        <Anchor component={Link} href={paths.glossary()}>
          {words.toGlossary}
        </Anchor>
      </p>
    </Page>
  );
}
