/** One page of the window: where you are, its heading (which takes the focus when the page opens), and its content. */
import { Anchor, Group, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { partsWords } from '../words/parts';
import './page.css';
import { mayTakeFocus } from './taking-focus';
import { visibleText } from './visible-text';

export interface Crumb {
  title: string;
  href: string;
}

interface PageProps {
  title: string;
  /** Shown instead of the title in the heading, for example with badges. */
  heading?: ReactNode;
  breadcrumbs?: readonly Crumb[];
  /** Buttons to the right of the heading. */
  actions?: ReactNode;
  /** The content fills the height and scrolls inside (tables, graphs). */
  fill?: boolean;
  children: ReactNode;
}

/** The page that the window opened with leaves the focus at its beginning, where the skip link is. */
let opened = false;

/** Signs that surely fit in the heading. */
const longTitle = 100;

export function Page({ title, heading, breadcrumbs = [], actions, fill = false, children }: PageProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  const name = visibleText(title);
  useEffect(() => {
    document.title = name;
    if (opened && mayTakeFocus()) ref.current?.focus({ preventScroll: true });
    opened = true;
  }, [name]);
  return (
    <div className="page" data-fill={fill || undefined}>
      {breadcrumbs.length > 0 && (
        <nav aria-label={partsWords.breadcrumbs} className="breadcrumbs">
          {breadcrumbs.map((crumb) => (
            <span key={crumb.href}>
              <Anchor component={Link} href={crumb.href} size="xs" title={visibleText(crumb.title)}>
                {visibleText(crumb.title)}
              </Anchor>
              <span aria-hidden="true"> › </span>
            </span>
          ))}
        </nav>
      )}
      <Group justify="space-between" align="center" className="page-head">
        <Title order={1} ref={ref} tabIndex={-1} className="wrap-anywhere" title={name.length > longTitle ? name : undefined}>
          {heading ?? name}
        </Title>
        {actions && (
          <Group gap="xs" className="page-actions">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </div>
  );
}
