/** The bytes of a record as they are, nothing hidden: asked for on purpose. */
import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '../../parts/copy-button';
import { Facts } from '../../parts/facts';
import { Loaded } from '../../parts/loaded';
import { RawText } from '../../parts/raw-text';
import { Size } from '../../parts/size';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { recordWords as words } from '../../words/record';

interface RawTabProps {
  workspace: string;
  lid: string;
  version: string | null;
}

export function RawTab({ workspace, lid, version }: RawTabProps) {
  const [asked, setAsked] = useState(false);
  const query = useCall('records.raw', { workspace, lid, ...(version && { sha256: version }) }, { enabled: asked });
  useOpened(asked ? workspace : null, 'records.raw', { lid, ...(version && { sha256: version }) });
  return (
    <section className="panel" aria-label={words.tabs.raw}>
      <p>{words.rawHint}</p>
      {!asked ? (
        <Button variant="default" leftSection={<IconEye size={15} aria-hidden="true" />} onClick={() => setAsked(true)}>
          {words.rawShow}
        </Button>
      ) : (
        <Loaded query={query}>
          {(raw) => (
            <>
              <Facts
                rows={[
                  {
                    name: words.rawSha,
                    value: (
                      <>
                        <span className="mono">{raw.sha256}</span> <CopyButton text={raw.sha256} what={words.sha} />
                      </>
                    ),
                  },
                  {
                    name: words.rawSize,
                    value: (
                      <>
                        <Size bytes={raw.size} /> <CopyButton text={raw.text} what={words.rawText} />
                      </>
                    ),
                  },
                ]}
              />
              <RawText text={raw.text} truncated={raw.truncated ? words.rawTruncated : null} notUtf8={raw.validUtf8 ? null : words.rawNotUtf8} />
            </>
          )}
        </Loaded>
      )}
    </section>
  );
}
