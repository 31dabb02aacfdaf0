/** Keeps the frame standing when a view fails to draw, and says what failed. */
import { Component, type ReactNode } from 'react';
import { ErrorBox } from '../parts/error-box';
import { Page } from '../parts/page';
import { shellWords } from '../words/shell';

interface GuardProps {
  /** Another place clears the failure. */
  place: string;
  children: ReactNode;
}

interface GuardState {
  error: Error | null;
  place: string;
}

export class CrashGuard extends Component<GuardProps, GuardState> {
  override state: GuardState = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: Error): Partial<GuardState> {
    return { error };
  }

  static getDerivedStateFromProps(props: GuardProps, state: GuardState): GuardState | null {
    return props.place === state.place ? null : { error: null, place: props.place };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <Page title={shellWords.crashed}>
        <p>{shellWords.crashedHint}</p>
        <ErrorBox error={this.state.error} onRetry={() => this.setState({ error: null })} />
      </Page>
    );
  }
}
