package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Labels that say where spans begin and end: {@code O} outside, and a prefix before the type of the
 * span. One rule reads them all, as the script of the CoNLL shared tasks does (conlleval, E. Tjong
 * Kim Sang, version of 2004-01-26):
 *
 * <ul>
 *   <li>IOB2: {@code B-} begins a span, {@code I-} continues it.
 *   <li>IOB1: {@code I-} begins and continues one, {@code B-} begins one right after another of the
 *       same type.
 *   <li>IOBES: {@code E-} ends a span, {@code S-} is one by itself. The script knows no {@code S-};
 *       spans that are labelled consistently are those that it finds after {@code S-} is replaced
 *       by {@code B-} and {@code E-} by {@code I-}.
 * </ul>
 *
 * <p>Labels that do not fit together are read as the script reads them: a change of type ends a
 * span and begins another, and {@code I-} after {@code O} begins one.
 */
public final class SpanLabels implements Serializable {
  private static final Pattern LABEL = Pattern.compile("([BIES])-(.+)");
  private static final char OUTSIDE = 'O';

  private final char[] prefixes;
  private final String[] types;

  private SpanLabels(int labels) {
    prefixes = new char[labels];
    types = new String[labels];
  }

  /**
   * A part of a sequence.
   *
   * @param end the step after its last one
   */
  record Span(int start, int end, String type) {}

  /** The labels of spans; empty if there are others among them, or none that begins a span. */
  public static Optional<SpanLabels> of(List<String> labels) {
    SpanLabels spans = new SpanLabels(labels.size());
    boolean any = false;
    for (int id = 0; id < labels.size(); id++) {
      Matcher label = LABEL.matcher(labels.get(id));
      if (label.matches()) {
        spans.prefixes[id] = label.group(1).charAt(0);
        spans.types[id] = label.group(2);
        any = true;
      } else if (labels.get(id).equals(String.valueOf(OUTSIDE))) {
        spans.prefixes[id] = OUTSIDE;
        spans.types[id] = "";
      } else {
        return Optional.empty();
      }
    }
    return any ? Optional.of(spans) : Optional.empty();
  }

  /**
   * The spans of a sequence.
   *
   * @param labels ids; what is no label is outside
   */
  List<Span> spans(int[] labels) {
    List<Span> spans = new ArrayList<>();
    int start = -1;
    char before = OUTSIDE;
    String typeBefore = "";
    for (int step = 0; step <= labels.length; step++) {
      boolean known = step < labels.length && labels[step] < prefixes.length;
      char prefix = known ? prefixes[labels[step]] : OUTSIDE;
      String type = known ? types[labels[step]] : "";
      boolean apart = !type.equals(typeBefore) || isApart(before, prefix);
      if (before != OUTSIDE && apart) {
        spans.add(new Span(start, step, typeBefore));
      }
      if (prefix != OUTSIDE && apart) {
        start = step;
      }
      before = prefix;
      typeBefore = type;
    }
    return spans;
  }

  /** Whether no span of one type goes on from a step to the next. */
  private static boolean isApart(char before, char prefix) {
    return switch (before) {
      case 'O', 'E', 'S' -> true;
      default -> prefix == 'B' || prefix == 'S' || prefix == 'O';
    };
  }
}
