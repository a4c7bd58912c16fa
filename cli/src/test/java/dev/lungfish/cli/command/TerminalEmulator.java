package dev.lungfish.cli.command;

import java.util.ArrayList;
import java.util.List;

/// What a person sees of what is written to a terminal: it wraps at its last column, scrolls at its
/// last row, and knows the few sequences that a live display uses.
///
/// **Source:** xterm's control sequences (ctlseqs), CUU, ED and EL; a line feed also returns, as
/// the kernel's line discipline has it (`onlcr`); a full row wraps only with the next character.
final class TerminalEmulator {
    private final int columns;
    private final char[][] cells;
    private int row;
    private int column;

    /// Rows that scrolled away.
    private final List<String> history = new ArrayList<>();

    TerminalEmulator(int rows, int columns) {
        this.columns = columns;
        cells = new char[rows][];
        for (int i = 0; i < rows; i++) {
            cells[i] = blank();
        }
    }

    private char[] blank() {
        return " ".repeat(columns).toCharArray();
    }

    TerminalEmulator write(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> {
                    column = 0;
                    down();
                }
                case '\r' -> column = 0;
                case '\u001b' -> i = sequence(text, i + 2);
                default -> put(c);
            }
        }
        return this;
    }

    private void put(char c) {
        if (column == columns) {
            column = 0;
            down();
        }
        cells[row][column++] = c;
    }

    private void down() {
        if (row < cells.length - 1) {
            row++;
            return;
        }
        history.add(new String(cells[0]).stripTrailing());
        System.arraycopy(cells, 1, cells, 0, cells.length - 1);
        cells[row] = blank();
    }

    private int sequence(String text, int from) {
        int end = from;
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        int number = end == from ? 0 : Integer.parseInt(text.substring(from, end));
        switch (text.charAt(end)) {
            case 'A' -> row = Math.max(0, row - Math.max(1, number));
            case 'J' -> {
                clearRow();
                for (int below = row + 1; below < cells.length; below++) {
                    cells[below] = blank();
                }
            }
            case 'K' -> clearRow();
            default -> throw new IllegalArgumentException("unknown: " + text.substring(from));
        }
        return end;
    }

    private void clearRow() {
        for (int at = column; at < columns; at++) {
            cells[row][at] = ' ';
        }
    }

    /// All rows that were ever written and not written over, without empty ones at the end.
    List<String> seen() {
        List<String> rows = new ArrayList<>(history);
        for (char[] cell : cells) {
            rows.add(new String(cell).stripTrailing());
        }
        while (!rows.isEmpty() && rows.getLast().isEmpty()) {
            rows.removeLast();
        }
        return rows;
    }
}
