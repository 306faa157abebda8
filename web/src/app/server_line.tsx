// Notices when the server stops answering, says so, and brings every page up to date once it answers again.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { isServerAlive, Problem } from "../api/http";
import { IconRefresh } from "../ui/icons";
import css from "./shell.module.css";

const kAskEveryMs = 1_500;

export function ServerLine() {
  const client = useQueryClient();
  const [isLost, setIsLost] = useState(false);

  useEffect(() => client.getQueryCache().subscribe((event) => {
    const error = event.query.state.error ?? event.query.state.fetchFailureReason;
    if (error instanceof Problem && error.isUnreachable) setIsLost(true);
  }), [client]);

  useEffect(() => {
    if (!isLost) return;
    const timer = setInterval(() => {
      void isServerAlive().then((isAlive) => {
        if (!isAlive) return;
        setIsLost(false);
        void client.invalidateQueries();
      });
    }, kAskEveryMs);
    return () => clearInterval(timer);
  }, [isLost, client]);

  if (!isLost) return null;
  return (
    <div className={css.lost} role="status">
      <IconRefresh size={16} aria-hidden /> The server does not answer. This page goes on by itself as soon as it does.
    </div>
  );
}
