// A person's level in place of the analysis's. Both are kept, and the reason.
import { Button, Group, Modal, Radio, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { callQuery, overrideLevel } from "../../api/queries";
import type { Call, RubricCategory } from "../../api/types";
import { titleOf } from "../../domain/words";
import { toast } from "../../ui/toast";
import css from "./call.module.css";

const kLevels = [5, 4, 3, 2, 1, 0];

interface OverrideProps { call: Call; name: string; rubric: RubricCategory | undefined; onClose: () => void }

export function Override({ call, name, rubric, onClose }: OverrideProps) {
  const client = useQueryClient();
  const category = call.score?.categories[name];
  const changed = category?.override;
  const [level, setLevel] = useState(String(category?.level ?? 3));
  const [reason, setReason] = useState(changed?.reason ?? "");
  const title = rubric?.title ?? titleOf(name);
  const change = useMutation({
    mutationFn: (wish: { level: number | null; reason?: string }) => overrideLevel(call.id, { category: name, ...wish }),
    onSuccess: (next, wish) => {
      client.setQueryData(callQuery(call.id).queryKey, next);
      void client.invalidateQueries({ queryKey: ["insight"] });
      void client.invalidateQueries({ queryKey: ["calls", "all"] });
      toast(wish.level === null ? `${title} is back to what the analysis gave.` : `${title} is now level ${wish.level}.`);
      onClose();
    },
  });
  const isSame = !changed && Number(level) === category?.level;
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={620}>Override: {title}</Text>} closeButtonProps={{ "aria-label": "Close" }}>
      <form className={css.form} onSubmit={(event) => { event.preventDefault(); change.mutate({ level: Number(level), reason: reason.trim() }); }}>
        <Text size="sm">{rubric?.question ?? "Which level did the rep reach?"} The analysis gave level {changed ? changed.aiLevel : category?.level}; it stays visible.</Text>
        <Radio.Group value={level} onChange={setLevel} aria-label="Level">
          <div className={css.levels}>
            {kLevels.map((each) => (
              <Radio key={each} value={String(each)} label={<><b>{each}</b>{rubric?.anchors[each] && <span>{rubric.anchors[each]}</span>}</>} />
            ))}
          </div>
        </Radio.Group>
        <Textarea label="Reason" description="Kept with the score, for the rep and whoever looks later." required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Group justify="space-between">
          {changed ? <Button variant="subtle" color="red" loading={change.isPending} onClick={() => change.mutate({ level: null })}>Take the override back</Button> : <span />}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={change.isPending} disabled={reason.trim() === "" || isSame}>Override</Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}
