/** A button that keeps the focus of the keyboard: while it works, or when it comes to be of no use in somebody's hand, it does nothing and says so, but stays where it is. */
import { Button, type ButtonProps, type ElementProps } from '@mantine/core';
import { useState } from 'react';

export interface BusyButtonProps extends ButtonProps, ElementProps<'button', keyof ButtonProps> {}

/** `loading`: it works. A browser takes the focus from a button with the attribute `disabled`, so it has none while it works or is focused. */
export function BusyButton({ loading, disabled = false, onFocus, onBlur, onClick, ...props }: BusyButtonProps) {
  const [focused, setFocused] = useState(false);
  const idle = loading === true || disabled;
  return (
    <Button
      {...props}
      {...(loading !== undefined && { loading })}
      disabled={disabled}
      onFocus={(event) => {
        setFocused(true);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setFocused(false);
        onBlur?.(event);
      }}
      // The click of a button of a form, or of Enter in a field of it, would send the form.
      onClick={(event) => (idle ? event.preventDefault() : onClick?.(event))}
      renderRoot={({ disabled: _, ...root }) => (
        <button type="button" {...root} disabled={disabled && !loading && !focused} aria-disabled={idle || undefined} aria-busy={loading || undefined} />
      )}
    />
  );
}
