/** The look of the window: one calm palette, dense sizes, system fonts; colours live in theme.css as variables. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = ['#eef3f8', '#dae4ef', '#b3c8de', '#88a9cb', '#648fbb', '#4d7eb1', '#3d6fa3', '#2f5d8c', '#264e77', '#1a3c60'];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink },
  autoContrast: true,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } } },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '0.875rem', lg: '1.25rem', xl: '2rem' },
  respectReducedMotion: true,
  components: {
    Text: { defaultProps: { size: 'sm' } },
    Button: { defaultProps: { size: 'xs' } },
    Anchor: { defaultProps: { size: 'sm', underline: 'hover' } },
    // A list that is not open is not drawn.
    Combobox: { defaultProps: { keepMounted: false } },
    TextInput: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
  },
});

/** Variables of the library that this palette sets otherwise: grounds, and links that keep their contrast on them. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-anchor': '#2d6cab', '--mantine-color-dimmed': '#545d69', '--mantine-color-placeholder': '#6a7380' },
  dark: { '--mantine-color-body': '#1e2228', '--mantine-color-anchor': '#8fb8e0', '--mantine-color-dimmed': '#a4adba', '--mantine-color-placeholder': '#8b94a1' },
});
