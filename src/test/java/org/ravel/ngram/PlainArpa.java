package org.ravel.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the format as its description says: by words, in tables of strings. */
final class PlainArpa {
  private final Map<String, Double> probabilities = new HashMap<>();
  private final Map<String, Double> weights = new HashMap<>();
  private final List<String> tokens;

  PlainArpa(String text, int order, List<String> tokens) {
    this.tokens = tokens;
    int[] declared = new int[order + 1];
    int[] found = new int[order + 1];
    int section = 0;
    for (String line : text.lines().toList()) {
      if (line.startsWith("ngram ")) {
        String[] count = line.substring(6).split("=", -1);
        declared[Integer.parseInt(count[0])] = Integer.parseInt(count[1]);
      } else if (line.matches("\\\\\\d+-grams:")) {
        section = Integer.parseInt(line.substring(1, line.indexOf('-')));
      } else if (section > 0 && !line.isEmpty() && !line.equals("\\end\\")) {
        String[] columns = line.split("\t", -1);
        assertThat(columns[1].split(" ", -1)).hasSize(section);
        assertThat(probabilities.put(columns[1], Double.parseDouble(columns[0]))).as(line).isNull();
        if (columns.length > 2) {
          weights.put(columns[1], Double.parseDouble(columns[2]));
        }
        found[section]++;
      }
    }
    assertThat(text).endsWith("\n\\end\\\n");
    assertThat(found).isEqualTo(declared);
  }

  double logarithm(int[] history, int token, int end) {
    StringBuilder before = new StringBuilder();
    for (int i = 0; i < history.length; i++) {
      before.append(history[i] == end ? "<s>" : ArpaWords.escape(tokens.get(history[i])));
      before.append(' ');
    }
    String word = token == end ? "</s>" : ArpaWords.escape(tokens.get(token));
    return logarithm(before.toString(), word);
  }

  private double logarithm(String history, String word) {
    Double whole = probabilities.get(history + word);
    if (whole != null) {
      return whole;
    }
    assertThat(history).as("a unigram for " + word).isNotEmpty();
    double weight = weights.getOrDefault(history.trim(), 0.0);
    return weight + logarithm(history.substring(history.indexOf(' ') + 1), word);
  }
}
