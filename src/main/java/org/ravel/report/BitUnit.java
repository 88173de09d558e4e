package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Units of text that bits are given per. Units of which there are equally many, such as tokens and
 * characters where each character is a token, are one: their figures are equal and shown once.
 *
 * @param names such as {@code character}
 * @param count how many there are in the text
 */
record BitUnit(List<String> names, long count) {
  private static final String TOKEN = "token";

  /** Characters first. */
  static List<BitUnit> of(Figures.TextFigures measures) {
    Map<Long, List<String>> units = new LinkedHashMap<>();
    units.computeIfAbsent(measures.characters(), count -> new ArrayList<>()).add("character");
    units.computeIfAbsent(measures.targets(), count -> new ArrayList<>()).add(TOKEN);
    units.computeIfAbsent(measures.bytes(), count -> new ArrayList<>()).add("byte");
    return units.entrySet().stream()
        .map(unit -> new BitUnit(List.copyOf(unit.getValue()), unit.getKey()))
        .toList();
  }

  /** Such as {@code character, token and byte}. */
  String name() {
    return joined(names);
  }

  /** Such as {@code token and byte}: all names but the first. */
  String others() {
    return joined(names.subList(1, names.size()));
  }

  private static String joined(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  boolean isToken() {
    return names.contains(TOKEN);
  }

  /** Bits per unit. */
  String bits(Double totalNats) {
    return Numbers.decimal(
        totalNats == null || count == 0 ? null : (Double) (totalNats / Math.log(2) / count));
  }
}
