/** One step of a history: a sentence, then what it ran with, what it came from, and what is weak about it. */
import type { CustodyStep } from '../../../core/contract/custody';
import { weaknessWords } from '../../../core/graph/custody/weakness';
import { type FactRow, Facts } from '../../parts/facts';
import { JsonTree } from '../../parts/json-tree';
import { LidLink } from '../../parts/lid-link';
import { SafeText } from '../../parts/masked';
import { visibleLines, visibleText } from '../../parts/visible-text';
import { stepKindWords, custodyWords as words } from '../../words/custody';
import { FileTable } from './file-table';
import { stepId } from './jump';

function factsOf(step: CustodyStep): FactRow[] {
  const isCarried = step.step === 'task' || step.step === 'agent';
  if (!isCarried) return [];
  const pinned = step.pinned === 'digest' ? words.digest : words.tagOnly;
  return [
    {
      name: words.container,
      value:
        step.container === null ? (
          step.pinned === null ? (
            words.containerUnknown
          ) : (
            words.noContainer
          )
        ) : (
          <>
            <span className="mono wrap-anywhere">{visibleText(step.container)}</span> <span className={step.pinned === 'digest' ? 'muted' : 'custody-caution'}>({pinned})</span>
          </>
        ),
    },
    ...(step.conda === null ? [] : [{ name: words.conda, value: <span className="mono wrap-anywhere">{visibleText(step.conda)}</span> }]),
    ...(step.spack === null ? [] : [{ name: words.spack, value: <span className="mono wrap-anywhere">{visibleText(step.spack)}</span> }]),
    ...(step.model === null ? [] : [{ name: words.model, value: visibleText(step.model) }]),
    {
      name: words.run,
      value: step.run && <LidLink lid={step.run.lid} title={step.run.title} kind={step.run.kind} present={step.run.present} />,
    },
    ...(step.reliedOnBy.length === 0
      ? []
      : [
          {
            name: words.reliedOnBy,
            value: step.reliedOnBy.map((run, at) => (
              <span key={run.lid}>
                {at > 0 && ', '}
                <LidLink lid={run.lid} title={run.title} kind={run.kind} present={run.present} />
              </span>
            )),
          },
        ]),
    ...(step.codeChecksum === null ? [] : [{ name: words.codeChecksum, value: <span className="mono wrap-anywhere">{visibleText(step.codeChecksum)}</span> }]),
    ...(step.values.length === 0
      ? []
      : [
          {
            name: words.values,
            value: (
              <ul className="custody-values">
                {step.values.map((value) => (
                  <li key={value.name}>
                    <span className="mono">{visibleText(value.name)}</span> = <JsonTree value={value.value} />
                  </li>
                ))}
              </ul>
            ),
          },
        ]),
  ];
}

export function Step({ step }: { step: CustodyStep }) {
  const facts = factsOf(step);
  // What is weak about files stands beside each file.
  const places = step.places.filter(({ weakness }) => weaknessWords[weakness].basis !== 'files' || weakness === 'origin-not-recorded');
  return (
    <li value={step.number} className="custody-step">
      <span className="custody-number" aria-hidden="true">
        {step.number}
      </span>
      <div className="custody-step-body">
        <h3 id={stepId(step.number)} tabIndex={-1}>
          <span className="custody-kind">{stepKindWords[step.step]}</span> <LidLink lid={step.lid} title={step.title} kind={step.kind} present={step.present} />
        </h3>
        <p>
          <SafeText text={step.text} />
        </p>
        {places.map(({ weakness, text }) => (
          <p key={`${weakness} ${text}`} className="custody-weak">
            <strong>{weaknessWords[weakness].short}.</strong> <SafeText text={text} />
          </p>
        ))}
        {facts.length > 0 && <Facts rows={facts} />}
        {step.inputs.length > 0 && <FileTable caption={words.from(step.inputs.length, step.inputCount)} files={step.inputs} from />}
        {(step.step === 'task' || step.step === 'agent') && step.outputs.length > 0 && (
          <FileTable caption={words.wrote(step.outputs.length, step.outputCount)} files={step.outputs} from={false} />
        )}
        {step.script !== null && (
          <details>
            <summary>{step.step === 'agent' ? words.instruction : words.script}</summary>
            <pre className="script mono">
              {visibleLines(step.script)}
              {step.scriptCut && `\n${words.scriptCut}`}
            </pre>
          </details>
        )}
      </div>
    </li>
  );
}
