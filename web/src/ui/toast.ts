// Short messages that come and go; failures stay longer.
import { notifications } from "@mantine/notifications";

import { sentence, type Failure } from "./states";

export function toast(message: string) {
  notifications.show({ message, color: "teal", autoClose: 4_000, withBorder: true });
}

export function toastFailure(error: unknown) {
  const failure = error as Failure;
  notifications.show({
    title: sentence(failure.message),
    message: [failure.found && `Found: ${failure.found}.`, failure.hint && sentence(failure.hint), failure.state && sentence(failure.state)]
      .filter(Boolean).join(" "),
    color: "red", autoClose: 12_000, withBorder: true, role: "alert",
  });
}
