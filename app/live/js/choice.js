// The choice of a pane as text: the mirror of app/pane.py.

const FIELDS = ["layer", "across", "up", "asIs", "colour"];

export function readChoice(text) {
  const [name, ...numbers] = text.split(" ");
  return { name, ...Object.fromEntries(FIELDS.map((field, i) => [field, Number(numbers[i])])) };
}

export const writeChoice = (choice) => [choice.name, ...FIELDS.map((field) => Number(choice[field]))].join(" ");
