/** A PDF in Chromium's own viewer, in a frame of another origin that can load nothing else. */
import { useEffect, useState } from 'react';
import { call } from '../../client';
import { ErrorBox } from '../../parts/error-box';

export function PdfFrame({ base64, title }: { base64: string; title: string }) {
  const [address, setAddress] = useState<string>();
  const [failed, setFailed] = useState<unknown>();
  useEffect(() => {
    let gone = false;
    call('pdf.show', { base64 }).then(
      (shown) => gone || setAddress(shown.address),
      (error) => gone || setFailed(error),
    );
    return () => {
      gone = true;
    };
  }, [base64]);
  if (failed !== undefined) return <ErrorBox error={failed} />;
  return address === undefined ? null : <iframe className="preview-pdf" src={address} title={title} />;
}
