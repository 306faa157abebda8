// The look in Mantine's terms; tokens.css holds what is ours. One accent, a petrol blue.
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const petrol: MantineColorsTuple = [
  "#e9f5f9", "#d5e8ef", "#a9d2df", "#7abbd0", "#54a8c2", "#3c9cbb", "#2b93b4", "#0f6f8f", "#0b5c77", "#07475d",
];
const ink: MantineColorsTuple = [
  "#d5d7dc", "#b4b8c0", "#8b919d", "#676e7c", "#474d59", "#353a45", "#262a33", "#1b1e25", "#14161b", "#0d0f13",
];

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 8, dark: 7 },
  colors: { petrol, dark: ink },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "640" },
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    // The policy allows no inline style sheet, which is how Mantine would lock the page's scrolling; tokens.css does it.
    // A dialog's heading is no banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: "presentation" } }, lockScroll: false, centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Drawer: { defaultProps: { attributes: { header: { role: "presentation" } }, lockScroll: false } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250 } },
    Select: { defaultProps: { checkIconPosition: "right", comboboxProps: { shadow: "md" } } },
  },
});
