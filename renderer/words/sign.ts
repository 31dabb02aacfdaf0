/** Words of signing a report. */
import { signatureMeanings } from '../../core/contract/signatures';
import { signingWords } from '../../core/report/signature-words';
import { counted } from '../parts/format';

const meanings: Record<(typeof signatureMeanings)[number], string> = {
  author: 'Author: I made this report',
  reviewer: 'Reviewer: I have reviewed it',
  approver: 'Approver: I approve it',
};

export const signWords = {
  ...signingWords,
  open: 'Sign a saved report…',
  title: 'Sign a report',
  draft: 'A draft that was saved here is drawn anew without DRAFT, sealed and signed. A report that has signatures already gets one more.',
  file: 'The report (PDF)',
  choose: 'Choose…',
  chooseFile: 'Choose the report to sign',
  chooseP12: 'Choose the certificate to sign with',
  name: 'Your name, as it is printed',
  meaning: 'What your signature means',
  meanings: signatureMeanings.map((value) => ({ value, label: meanings[value] })),
  reason: 'More on what is meant (optional)',
  certificate: 'Sign with',
  p12: 'A certificate of my organisation (PKCS#12)',
  localOption: 'A local certificate, which verifies nothing',
  p12File: 'The certificate (.p12, .pfx)',
  password: 'Password of the certificate',
  passwordHint: 'It is used for this one signature and kept nowhere.',
  none: 'None chosen',
  sign: 'Sign and save…',
  saveTitle: 'Save the signed report',
  suggested: 'signed-report.pdf',
  signing: 'Signing',
  cancel: 'Cancel',
  close: 'Close',
  done: 'Signed',
  by: 'Name',
  meant: 'Meaning',
  at: 'Time',
  whose: 'Certificate',
  identity: 'Identity',
  fingerprint: 'SHA-256 of the certificate',
  saved: 'Saved as',
  sha: 'SHA-256 of the file',
  places: (left: number) => `${counted(left, 'place')} left for further signatures.`,
};
