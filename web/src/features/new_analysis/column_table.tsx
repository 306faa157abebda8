// How each column of the file is read, with values to judge by, and a way to correct it.
import { Select } from "@mantine/core";

import type { Estimate } from "../../api/types";
import { Card, Table } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import css from "./new_analysis.module.css";

interface Props { estimate: Estimate; onAssign: (field: string, header: string) => void; onRelease: (field: string) => void }

const kKept = "kept as it is";

export function ColumnTable({ estimate, onAssign, onRelease }: Props) {
  const fields = estimate.fields.map((field) => ({ value: field.name, label: field.required ? `${field.title} (needed)` : field.title }));
  const columns = [...estimate.columns].sort((a, b) => Number(b.field !== null) - Number(a.field !== null));
  return (
    <Card title="Columns" note="Check how your columns are read; a correction is remembered for files with the same headings." isFlush>
      <Table label="Columns of the file">
        <thead><tr><th>In your file</th><th data-phone="hide">First values</th><th>Read as</th></tr></thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.header}>
              <td className={css.header}>{column.header}{column.field === null && <> <Tag>kept</Tag></>}<div className={css.phoneSample}>{column.samples[0]}</div></td>
              <td className={css.samples} data-phone="hide">
                {column.samples.length > 0
                  ? column.samples.map((sample, at) => <div key={at} title={sample}>{sample}</div>)
                  : <span className={css.soft}>no values</span>}
              </td>
              <td className={css.field}>
                <Select aria-label={`Read “${column.header}” as`} data={column.field ? [{ value: kKept, label: "Kept as it is" }, ...fields] : fields} value={column.field} placeholder="Kept as it is" searchable allowDeselect={false}
                  onChange={(field) => {
                    if (field === kKept && column.field) onRelease(column.field);
                    else if (field && field !== column.field) onAssign(field, column.header);
                  }} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
