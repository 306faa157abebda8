// Keys: "/" searches, "g" and a letter go places, "?" explains.
import { Modal, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router-dom";

import { addressOf } from "../domain/filters";
import { places } from "./places";
import css from "./shell.module.css";

const kSecondKeyMs = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

function focusSearch(): boolean {
  const fields = ["main [data-search]", "[data-search]"].flatMap((selector) => [...document.querySelectorAll<HTMLInputElement>(selector)]);
  const field = fields.find((candidate) => candidate.offsetParent !== null);
  field?.focus();
  field?.select();
  return field !== undefined;
}

export function Shortcuts() {
  const navigate = useNavigate();
  const location = useLocation();
  const [isHelpOpen, setIsHelpOpen] = useState(false);

  useEffect(() => {
    let goPressedAtMs = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "/") {
        event.preventDefault();
        if (!focusSearch()) navigate(addressOf("/calls", new URLSearchParams(location.search)));
      } else if (event.key === "?") {
        setIsHelpOpen(true);
      } else if (event.key === "g") {
        goPressedAtMs = event.timeStamp;
      } else if (event.timeStamp - goPressedAtMs < kSecondKeyMs) {
        const place = places.find((candidate) => candidate.key === event.key);
        goPressedAtMs = 0;
        if (place) navigate(addressOf(place.path, new URLSearchParams(location.search)));
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate, location.search]);

  return (
    <Modal opened={isHelpOpen} onClose={() => setIsHelpOpen(false)} title={<Text fw={620}>Keyboard</Text>} closeButtonProps={{ "aria-label": "Close" }}>
      <dl className={css.keys}>
        <dt><kbd>/</kbd></dt><dd>Search calls</dd>
        {places.map((place) => <ShortcutRow key={place.path} name={place.title} keys={place.key} />)}
        <dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>Next and previous call, in the list and on a call</dd>
        <dt><kbd>Enter</kbd></dt><dd>Open the call</dd>
        <dt><kbd>?</kbd></dt><dd>This list</dd>
      </dl>
    </Modal>
  );
}

function ShortcutRow({ name, keys }: { name: string; keys: string }) {
  return <><dt><kbd>g</kbd> <kbd>{keys}</kbd></dt><dd>{name}</dd></>;
}
