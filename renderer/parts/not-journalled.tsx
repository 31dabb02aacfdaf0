/** Told as long as the window is open: something was shown here that the journal does not have. */
import { create } from 'zustand';

const useMessage = create<{ message: string | null }>(() => ({ message: null }));

export function notJournalled(message: string): void {
  useMessage.setState({ message });
}

export function NotJournalledLine() {
  const { message } = useMessage();
  return (
    message !== null && (
      <p className="caution" role="alert" style={{ margin: '8px 16px' }}>
        {message}
      </p>
    )
  );
}
