package org.ravel.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A list as it is written on a command line: {@code [a, b]} or {@code a,b}. Commas within braces or
 * brackets belong to an item, as in the pattern {@code /d/{a,b}.txt}.
 */
final class ListText {
  private ListText() {}

  /** Whether the items are objects or quoted, so that the text is HOCON. */
  static boolean isHocon(String text) {
    String first = text.replaceFirst("^\\[\\s*", "");
    boolean object = first.startsWith("{") && (first.contains(":") || first.contains("="));
    boolean closed = text.endsWith("]") || text.endsWith("}");
    return closed && (object || (text.startsWith("[") && first.startsWith("\"")));
  }

  /** The items, without white space around them; empty ones are left out. */
  static List<String> items(String text) {
    boolean enclosed = text.startsWith("[") && closing(text) == text.length() - 1;
    String inner = enclosed ? text.substring(1, text.length() - 1) : text;
    List<String> items = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= inner.length(); i++) {
      if (i == inner.length() || (inner.charAt(i) == ',' && depth == 0)) {
        items.add(inner.substring(start, i).strip());
        start = i + 1;
      } else {
        depth = Math.max(0, depth + nesting(inner.charAt(i)));
      }
    }
    items.removeIf(String::isEmpty);
    return items;
  }

  /** Where the bracket is closed that the text begins with; -1 if it is not. */
  private static int closing(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += nesting(text.charAt(i));
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int nesting(char c) {
    return switch (c) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }
}
