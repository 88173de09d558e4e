package org.ravel.config;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ravel.config.ModelConfig.NetworkKind;

/**
 * A baseline that is named for an evaluation: a trained model by its place, or one that is fitted
 * for it, such as {@code ngram:5}, {@code hidden-markov:32} or {@code autoregressive:24}.
 *
 * @param name as it is written
 * @param kind of what is fitted; null where it names a trained model
 * @param size order of the n-grams, number of hidden states, or lags; 0 where it names a trained
 *     model
 */
public record BaselineChoice(String name, NetworkKind kind, int size) {
  private static final String KEY = "evaluation.baselines";

  /** A kind of model and its size: no path has a number behind a colon without a slash. */
  private static final Pattern FITTED = Pattern.compile("([a-z-]+):([0-9]+)");

  /** By kind, the greatest size. */
  private static final Map<NetworkKind, Integer> SIZES =
      new EnumMap<>(
          Map.of(
              NetworkKind.NGRAM,
              NGramConfig.MOST_TOKENS,
              NetworkKind.AUTOREGRESSIVE,
              AutoregressiveConfig.MOST_LAGS,
              NetworkKind.HIDDEN_MARKOV,
              HiddenMarkovConfig.MOST_STATES));

  /** Those that every report of text, or of forecasts, has. */
  private static final List<String> ALWAYS =
      List.of(
          "uniform", "unigram", "bigram", "naive", "seasonal naive", "drift", "mean", "naive 2");

  /** Whether it is to be fitted. */
  public boolean isFitted() {
    return kind != null;
  }

  /** Refuses what is fitted to another kind of data than the task's. */
  static void requireTask(List<BaselineChoice> choices, Task task) {
    String words =
        task.writesText()
            ? "as ngram:5"
            : "%s, or the place of a trained model,"
                .formatted(
                    task == Task.FORECASTING
                        ? "as autoregressive:24 or hidden-markov:8"
                        : "as ngram:5 or hidden-markov:32");
    for (BaselineChoice choice : choices) {
      Require.that(
          choice.isFor(task),
          KEY,
          choice.name(),
          "be %s with task = %s".formatted(words, ConfigNames.of(task)));
    }
  }

  /** A model that writes is held against n-grams of what it should write. */
  private boolean isFor(Task task) {
    if (task.writesText()) {
      return kind == NetworkKind.NGRAM;
    }
    return !isFitted()
        || kind == NetworkKind.HIDDEN_MARKOV
        || (kind == NetworkKind.AUTOREGRESSIVE) == (task == Task.FORECASTING);
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
      return new BaselineChoice(text, null, 0);
    }
    return SIZES.keySet().stream()
        .filter(kind -> ConfigNames.of(kind).equals(fitted.group(1)))
        .filter(kind -> isWithin(fitted.group(2), SIZES.get(kind)))
        .map(kind -> new BaselineChoice(text, kind, Integer.parseInt(fitted.group(2))))
        .findAny()
        .orElseThrow(
            () ->
                Require.violation(
                    KEY,
                    text,
                    "be %s, or the place of a trained model"
                        .formatted(
                            SIZES.entrySet().stream()
                                .map(
                                    size ->
                                        "%s:1 to %1$s:%d"
                                            .formatted(
                                                ConfigNames.of(size.getKey()), size.getValue()))
                                .collect(Collectors.joining(", ")))));
  }

  private static boolean isWithin(String number, int most) {
    return number.length() <= 9
        && Integer.parseInt(number) >= 1
        && Integer.parseInt(number) <= most;
  }
}
