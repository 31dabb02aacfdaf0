/** Whether a page that has just come may take the focus: not out of a dialog or a field that somebody went into while it was on its way. */

let atBegin: Element | null = null;

/** The address has changed: its page is on its way. */
export function pageBegins(): void {
  atBegin = document.activeElement;
}

export function mayTakeFocus(): boolean {
  const now = document.activeElement;
  return now === null || now === atBegin || now.closest('[role=dialog], input, textarea, select, [contenteditable]') === null;
}
