// A message about something done, with the way to take it back.
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

const kShownMs = 8_000;

export function toastWithUndo(message: string, undo: () => void) {
  const id = `undo-${message}-${Date.now()}`;
  notifications.show({
    id, color: "teal", autoClose: kShownMs, withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="default" onClick={() => { notifications.hide(id); undo(); }}>Undo</Button>
      </Group>
    ),
  });
}
