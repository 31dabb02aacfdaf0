/** What stands while a processing history is made: the file, what its own record says, and that the rest is not known yet. */
import { Loader } from '@mantine/core';
import type { Custody, CustodyBegun } from '../../../core/contract/custody';
import { Facts } from '../../parts/facts';
import { size as sized } from '../../parts/format';
import { LidLink } from '../../parts/lid-link';
import { visibleText } from '../../parts/visible-text';
import { custodyWords as words } from '../../words/custody';
import { Checksum, FileLink, FileVerdict } from './file-table';

export function Begun({ title, begun }: { title: string; begun: CustodyBegun }) {
  const { record } = begun;
  return (
    <article className="custody" aria-label={words.article} aria-busy="true" data-begun="">
      <header>
        <h2 className="custody-title">{title}</h2>
        <p className="custody-subject">
          <FileLink file={begun} whole />
        </p>
      </header>
      <p className="custody-making" role="status">
        <Loader size="xs" aria-hidden="true" /> {words.making}
      </p>
      {record !== null && (
        <section aria-label={words.ownRecord}>
          <h2>{words.ownRecord}</h2>
          <Facts rows={rowsOf(begun, record)} />
        </section>
      )}
    </article>
  );
}

function rowsOf({ kind }: CustodyBegun, { path, size, checksum, check, contradicts, run, task, source }: NonNullable<CustodyBegun['record']>) {
  const link = (name: Pick<Custody['file'], 'lid' | 'title' | 'kind' | 'present'> | null) =>
    name && <LidLink lid={name.lid} title={name.title} kind={name.kind} present={name.present} />;
  return [
    ...(task !== null || source === null ? [{ name: words.writtenBy, value: link(task) }] : []),
    ...(source !== null ? [{ name: words.publishedFrom, value: link(source) }] : []),
    { name: words.underRun, value: link(run) },
    { name: words.path, value: path && <span className="mono wrap-anywhere">{visibleText(path)}</span> },
    { name: words.size, value: size === null ? null : sized(size) },
    { name: words.checksum, value: <Checksum checksum={checksum} /> },
    { name: words.verdict, value: <FileVerdict file={{ check, kind, weakness: contradicts ? 'contradicts-itself' : 'not-checked' }} /> },
  ];
}
