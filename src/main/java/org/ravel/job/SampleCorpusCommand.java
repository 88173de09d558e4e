package org.ravel.job;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.config.Task;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.grammar.CopyCorpus;
import org.ravel.grammar.MarkerCorpus;
import org.ravel.grammar.OpposedSeries;
import org.ravel.grammar.PairCorpus;
import org.ravel.grammar.PairRule;
import org.ravel.grammar.PictureCorpus;
import org.ravel.grammar.SampleCorpus;
import org.ravel.grammar.SeriesCorpus;
import org.ravel.grammar.SignalCorpus;
import org.ravel.grammar.TreeCorpus;
import org.ravel.spark.Sessions;
import org.ravel.storage.OutputFile;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
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
      "forecasting hourly series in CSV whose best possible error is known. With --language",
      "strings of a formal language, on Spark."
    },
    mixinStandardHelpOptions = true)
final class SampleCorpusCommand implements Callable<Integer> {
  /** Probability that a signal's label stays the same from step to step. */
  private static final double STAY = 0.9;

  private static final int SERIES = 4;

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
    if (ofLanguage) {
      tell(storage.qualified(file), language.write(storage, seed, file, overwrite));
      spec.commandLine().getOut().flush();
      return ExitCode.DONE.number();
    }
    switch (chosen) {
      case LANGUAGE_MODEL -> sentences(storage, target(storage, file));
      case LABELLING -> {
        if (copy == null) {
          signals(storage, target(storage, file), STAY);
        } else {
          copies(storage, target(storage, file));
        }
      }
      case CLASSIFICATION -> signals(storage, target(storage, file), 1);
      case MULTI_LABEL -> markers(storage, target(storage, file));
      case RECOGNITION ->
          throw new ConfigurationException(
              "--task is recognition, whose strings are those of a language; give --language, --automaton, --grammar or --regex instead");
      case TRANSLATION ->
          pairs(storage, target(storage, file + ".source"), target(storage, file + ".target"));
      case TREE -> trees(storage, target(storage, file));
      case CAPTIONING -> pictures(storage, target(storage, file));
      case FORECASTING -> series(storage, target(storage, file));
    }
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.number();
  }

  /** Refuses options that would change nothing. */
  private void requireEffect(Task chosen) {
    if (chosen != Task.TRANSLATION) {
      requireNot("--rule", rule, "it is for --task translation; leave it out, or give that task");
    }
    if (chosen != Task.LABELLING) {
      requireNot("--copy", copy, "it is for --task labelling; leave it out, or give that task");
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
            ? List.of("--task", "--sentences", "--sequences", "--rule", "--opposed")
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

  private Path target(Storage storage, String name) {
    Path target = storage.qualified(name);
    new WriteCheck(storage).requireWholeFile("FILE", name);
    Staging.requireAbsent(storage, target, overwrite);
    return target;
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

  private void sentences(Storage storage, Path target) {
    SampleCorpus corpus = new SampleCorpus(seed, sentences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "entropy %.6f bits per token, perplexity %.6f"
            .formatted(corpus.entropyPerToken(), corpus.perplexityPerToken()));
  }

  private void signals(Storage storage, Path target, double stay) {
    SignalCorpus corpus = new SignalCorpus(seed, sequences, stay);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "%,d labels, of which whoever knows the source gets %.2f %% right (%.2f %% expected)"
            .formatted(
                corpus.labels(), 100 * corpus.bestAccuracy(), 100 * corpus.expectedAccuracy()));
  }

  private void copies(Storage storage, Path target) {
    CopyCorpus corpus = new CopyCorpus(seed, sequences, copy);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "sequences of %,d steps; whoever remembers nothing gets %.2f %% of the labels right, with a log loss of %.6f, and whoever remembers the symbols all of them"
            .formatted(
                corpus.steps(), 100 * corpus.accuracyWithoutMemory(), corpus.lossWithoutMemory()));
  }

  private void markers(Storage storage, Path target) {
    MarkerCorpus corpus = new MarkerCorpus(seed, sequences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "whoever knows the source has micro F1 %.2f %%, exact match %.2f %%, Hamming loss %.2f %% and a log loss of %.4f"
            .formatted(
                100 * corpus.bestMicroF1(),
                100 * corpus.bestExactMatch(),
                100 * corpus.bestHammingLoss(),
                MarkerCorpus.entropy()));
  }

  private void series(Storage storage, Path target) {
    if (opposed) {
      OpposedSeries corpus = new OpposedSeries(seed, SERIES, sequences);
      OutputFile.write(storage, target, corpus.text(), overwrite);
      tell(
          target,
          "%d hourly series of %,d values; whoever knows the source forecasts each next one with RMSE %.4f, whoever knows the last value but not its series with %.4f on the mean"
              .formatted(SERIES, sequences, corpus.bestError(), OpposedSeries.errorOfStrangers()));
      return;
    }
    SeriesCorpus corpus = new SeriesCorpus(seed, SERIES, sequences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "%d hourly series of %,d values; whoever knows the source forecasts each next one with RMSE %.4f (%.4f expected), and all of the next 24 with %.4f"
            .formatted(
                SERIES,
                sequences,
                corpus.bestError(),
                SeriesCorpus.expectedError(1),
                SeriesCorpus.expectedError(24)));
  }

  private void pairs(Storage storage, Path source, Path target) {
    PairRule pairRule = EnumOption.parse("--rule", PairRule.class, rule);
    PairCorpus corpus = new PairCorpus(pairRule, seed, sequences);
    OutputFile.write(storage, source, corpus.source(), overwrite);
    OutputFile.write(storage, target, corpus.target(), overwrite);
    tell(
        target,
        "%s of the lines of %s; whoever knows the rule gets all of them right"
            .formatted(ConfigNames.of(pairRule), source));
  }

  private void trees(Storage storage, Path target) {
    TreeCorpus corpus = new TreeCorpus(seed, sequences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "%,d labels, of which whoever knows the words gets %.2f %% right, of roots %.2f %% (%.2f %% expected of both)"
            .formatted(
                corpus.labels(),
                100 * corpus.bestAccuracy(),
                100 * corpus.bestRootAccuracy(),
                100 * corpus.expectedAccuracy()));
  }

  private void pictures(Storage storage, Path target) {
    PictureCorpus corpus = new PictureCorpus(seed, sequences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(target, "whoever looks at the features writes one of the captions, BLEU-4 100");
  }

  private void tell(Path target, String found) {
    spec.commandLine().getOut().printf("%s: %s%n", target, found);
  }
}
