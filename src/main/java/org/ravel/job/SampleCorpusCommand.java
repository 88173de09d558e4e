package org.ravel.job;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.ravel.config.ConfigNames;
import org.ravel.config.Task;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.grammar.PairRule;
import org.ravel.spark.Sessions;
import org.ravel.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * {@code ravel sample-corpus}: text of known entropy, such as {@code data-samples} holds, or
 * examples of another task whose best possible score is known.
 */
@Command(
    name = "sample-corpus",
    description = {
      "Write English-like sentences from a grammar whose entropy is known; for",
      "labelling and classification vectors in CSV, and for multi-label words in JSON,",
      "of a source whose best possible score is known; for translation sequences and",
      "what follows from them by a rule; for tree trees of words with labels; for",
      "captioning features of pictures in JSON with captions that follow from them; for",
      "regression marked numbers in JSON whose sum is to be said; for",
      "forecasting hourly series in CSV whose best possible error is known. With --language",
      "strings of a formal language, on Spark."
    },
    mixinStandardHelpOptions = true)
final class SampleCorpusCommand implements Callable<Integer> {
  /** Probability that a signal's label stays the same from step to step. */
  private static final double STAY = 0.9;

  @Spec private CommandSpec spec;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "language-model",
      completionCandidates = TaskNames.class,
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
  private String task;

  @Option(
      names = "--sentences",
      defaultValue = "12000",
      description = "How many sentences, for language-model; ${DEFAULT-VALUE}.")
  private int sentences;

  @Option(
      names = "--sequences",
      defaultValue = "2000",
      description =
          "How many sequences of vectors or words, pairs, trees or pictures, or values of each series; ${DEFAULT-VALUE}.")
  private int sequences;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      defaultValue = "reversal",
      completionCandidates = RuleNames.class,
      description = {
        "For translation, one of ${COMPLETION-CANDIDATES}: letters backwards, dates in",
        "several formats as those of ISO 8601, or sums of two numbers of three digits;",
        "${DEFAULT-VALUE}."
      })
  private String rule;

  @Option(
      names = "--copy",
      paramLabel = "LAG",
      description = {
        "For labelling, the copy memory problem instead, in JSON: ten symbols are to be",
        "said again after so many steps."
      })
  private Integer copy;

  @Option(
      names = "--adding",
      paramLabel = "STEPS",
      defaultValue = "100",
      description = {
        "For regression, the steps of a sequence: two of its numbers are marked, and their",
        "sum is to be said; ${DEFAULT-VALUE}."
      })
  private int adding;

  @Option(
      names = "--opposed",
      description = {
        "For forecasting, series each of which follows its last value or its opposite:",
        "a value says nothing of the next one, unless its series is known."
      })
  private boolean opposed;

  @Mixin private LanguageOptions language;

  @Option(names = "--seed", defaultValue = "1", description = "Any number; ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--overwrite", description = "Replace a file that exists.")
  private boolean overwrite;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Where to: a path or URI; of a translation without the ends .source and .target.")
  private String file;

  @Override
  public Integer call() {
    Task chosen = task();
    boolean ofLanguage = requireLanguage();
    requireEffect(chosen);
    requireSome("--sentences", sentences);
    requireSome("--sequences", sequences);
    requireSome("--copy", copy == null ? 1 : copy);
    Storage storage = new Storage(Sessions.hadoopConfiguration());
    SampleWriting samples =
        new SampleWriting(storage, seed, sequences, overwrite, spec.commandLine().getOut());
    if (ofLanguage) {
      samples.tell(storage.qualified(file), language.write(storage, seed, file, overwrite));
    } else {
      write(chosen, samples);
    }
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.number();
  }

  private void write(Task chosen, SampleWriting samples) {
    switch (chosen) {
      case LANGUAGE_MODEL -> samples.sentences(file, sentences);
      case LABELLING -> {
        if (copy == null) {
          samples.signals(file, STAY);
        } else {
          samples.copies(file, copy);
        }
      }
      case CLASSIFICATION -> samples.signals(file, 1);
      case MULTI_LABEL -> samples.markers(file);
      case REGRESSION -> samples.sums(file, adding);
      case RECOGNITION ->
          throw new ConfigurationException(
              "--task is recognition, whose strings are those of a language; give --language, --automaton, --grammar or --regex instead");
      case TRANSLATION -> samples.pairs(file, EnumOption.parse("--rule", PairRule.class, rule));
      case TREE -> samples.trees(file);
      case CAPTIONING -> samples.pictures(file);
      case FORECASTING -> {
        if (opposed) {
          samples.opposedSeries(file);
        } else {
          samples.series(file);
        }
      }
    }
  }

  /** Refuses options that would change nothing. */
  private void requireEffect(Task chosen) {
    if (chosen != Task.TRANSLATION) {
      requireNot("--rule", rule, "it is for --task translation; leave it out, or give that task");
    }
    if (chosen != Task.LABELLING) {
      requireNot("--copy", copy, "it is for --task labelling; leave it out, or give that task");
    }
    if (chosen != Task.REGRESSION) {
      requireNot(
          "--adding", adding, "it is for --task regression; leave it out, or give that task");
    }
    if (chosen != Task.FORECASTING) {
      requireNot(
          "--opposed", opposed, "it is for --task forecasting; leave it out, or give that task");
    }
    if (chosen != Task.LANGUAGE_MODEL) {
      requireNot(
          "--sentences",
          sentences,
          "it is for --task language-model; give --sequences instead with --task %s"
              .formatted(ConfigNames.of(chosen)));
    } else {
      requireNot(
          "--sequences",
          sequences,
          "--task language-model writes sentences; give --sentences instead, or another task");
    }
  }

  private static void requireSome(String option, int number) {
    if (number < 1) {
      throw new ConfigurationException(
          "%s is %,d but must be at least 1".formatted(option, number));
    }
  }

  private void requireNot(String option, Object value, String reason) {
    if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
      throw new ConfigurationException("%s is %s, but %s".formatted(option, value, reason));
    }
  }

  /** Whether a language is asked for, and nothing that does not fit. */
  private boolean requireLanguage() {
    ParseResult given = spec.commandLine().getParseResult();
    List<String> others =
        language.given()
            ? List.of(
                "--task", "--sentences", "--sequences", "--rule", "--copy", "--adding", "--opposed")
            : LanguageOptions.own();
    for (String option : others) {
      if (given.hasMatchedOption(option)) {
        throw new ConfigurationException(
            language.given()
                ? "%s is for examples of a task, but strings of a language are asked for; leave it out"
                    .formatted(option)
                : "%s is for strings of a language; leave it out, or give --language, --automaton, --grammar or --regex"
                    .formatted(option));
      }
    }
    return language.given();
  }

  /** What the help lists. */
  private static final class TaskNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names(Task.class);
    }
  }

  /** The same of rules. */
  private static final class RuleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names(PairRule.class);
    }
  }

  private static Iterator<String> names(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(ConfigNames::of).iterator();
  }

  private Task task() {
    return EnumOption.parse("--task", Task.class, task);
  }
}
