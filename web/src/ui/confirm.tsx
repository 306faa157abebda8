// A question before something that cannot be taken back.
import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface ConfirmProps {
  isOpen: boolean;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  isBusy?: boolean;
  isDangerous?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function Confirm({ isOpen, title, children, confirmLabel, isBusy, isDangerous, onConfirm, onClose }: ConfirmProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={<Text fw={620}>{title}</Text>} closeButtonProps={{ "aria-label": "Close" }}>
      <div>{children}</div>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>Keep it</Button>
        <Button color={isDangerous ? "red.8" : undefined} loading={isBusy ?? false} onClick={onConfirm} data-autofocus>{confirmLabel}</Button>
      </Group>
    </Modal>
  );
}
