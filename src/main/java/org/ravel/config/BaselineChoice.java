package org.ravel.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A baseline that is named for an evaluation: a trained model by its place, or n-grams, such as
 * {@code ngram:5}, that are counted for it.
 *
 * @param name as it is written
 * @param order of the n-grams; 0 where it names a trained model
 */
public record BaselineChoice(String name, int order) {
  private static final String KEY = "evaluation.baselines";

  /** A kind of model and its size: no path has a number behind a colon without a slash. */
  private static final Pattern FITTED = Pattern.compile("([a-z-]+):([0-9]+)");

  /** Those that every report has. */
  private static final List<String> ALWAYS = List.of("uniform", "unigram", "bigram");

  /** Whether n-grams are to be counted. */
  public boolean isCounted() {
    return order > 0;
  }

  /** Reads all, and refuses what could not be told apart in a report. */
  static List<BaselineChoice> parse(List<String> texts) {
    Set<String> names = new HashSet<>(ALWAYS);
    for (String text : texts) {
      Require.path(KEY, text);
      Require.that(
          names.add(text),
          KEY,
          text,
          ALWAYS.contains(text)
              ? "not name what every report has; the place of a model of that name is ./" + text
              : "name each baseline once");
    }
    return texts.stream().map(BaselineChoice::parse).toList();
  }

  private static BaselineChoice parse(String text) {
    Matcher fitted = FITTED.matcher(text);
    if (!fitted.matches()) {
      return new BaselineChoice(text, 0);
    }
    Require.that(
        fitted.group(1).equals(ConfigNames.of(ModelConfig.NetworkKind.NGRAM))
            && fitted.group(2).matches("[1-" + NGramConfig.MOST_TOKENS + "]"),
        KEY,
        text,
        "be ngram:1 to ngram:%d, or the place of a trained model"
            .formatted(NGramConfig.MOST_TOKENS));
    return new BaselineChoice(text, Integer.parseInt(fitted.group(2)));
  }
}
