/** Two versions of a record, field by field: where they differ, and what stood there. */
import type { FieldChange } from '../../../core/contract/findings';
import { counted } from '../../parts/format';
import { visibleText } from '../../parts/visible-text';
import { findingsWords as words } from '../../words/findings';
import './findings.css';

export function FieldChanges({ changes, changeCount }: { changes: readonly FieldChange[]; changeCount: number }) {
  return (
    <table className="finding-changes">
      <caption>{words.fields(counted(changeCount, 'difference'))}</caption>
      <thead>
        <tr>
          {[words.path, words.change, words.before, words.after].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map((one) => (
          <tr key={`${one.path} ${one.change} ${one.old} ${one.new}`}>
            <th scope="row" className="mono wrap-anywhere">
              {visibleText(one.path)}
            </th>
            <td>{words.changes[one.change]}</td>
            <td className="mono wrap-anywhere finding-old">{visibleText(one.old ?? '')}</td>
            <td className="mono wrap-anywhere finding-new">{visibleText(one.new ?? '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
