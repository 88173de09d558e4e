package org.ravel.job;

import java.io.PrintWriter;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.grammar.AddingCorpus;
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
import org.ravel.storage.OutputFile;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;

/**
 * Writes samples of the tasks, and says the best score that is possible on each.
 *
 * @param sequences how many sequences, pairs, trees or pictures, or values of each series
 * @param overwrite whether a file that exists is replaced
 * @param out where the scores are said
 */
record SampleWriting(
    Storage storage, long seed, int sequences, boolean overwrite, PrintWriter out) {
  private static final int SERIES = 4;

  void sentences(String file, int sentences) {
    Path target = target(file);
    SampleCorpus corpus = new SampleCorpus(seed, sentences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "entropy %.6f bits per token, perplexity %.6f"
            .formatted(corpus.entropyPerToken(), corpus.perplexityPerToken()));
  }

  void signals(String file, double stay) {
    Path target = target(file);
    SignalCorpus corpus = new SignalCorpus(seed, sequences, stay);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "%,d labels, of which whoever knows the source gets %.2f %% right (%.2f %% expected)"
            .formatted(
                corpus.labels(), 100 * corpus.bestAccuracy(), 100 * corpus.expectedAccuracy()));
  }

  void copies(String file, int lag) {
    Path target = target(file);
    CopyCorpus corpus = new CopyCorpus(seed, sequences, lag);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "sequences of %,d steps; whoever remembers nothing gets %.2f %% of the labels right, with a log loss of %.6f, and whoever remembers the symbols all of them"
            .formatted(
                corpus.steps(), 100 * corpus.accuracyWithoutMemory(), corpus.lossWithoutMemory()));
  }

  void sums(String file, int steps) {
    Path target = target(file);
    AddingCorpus corpus = new AddingCorpus(seed, sequences, steps);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "sequences of %,d steps; whoever always says 1 has a mean squared error of %.6f (%.6f expected), and whoever remembers the two marked numbers none"
            .formatted(steps, corpus.errorWithoutMemory(), 1 / 6.0));
  }

  void markers(String file) {
    Path target = target(file);
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

  void series(String file) {
    Path target = target(file);
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

  void opposedSeries(String file) {
    Path target = target(file);
    OpposedSeries corpus = new OpposedSeries(seed, SERIES, sequences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(
        target,
        "%d hourly series of %,d values; whoever knows the source forecasts each next one with RMSE %.4f, whoever knows the last value but not its series with %.4f on the mean"
            .formatted(SERIES, sequences, corpus.bestError(), OpposedSeries.errorOfStrangers()));
  }

  void pairs(String file, PairRule rule) {
    Path source = target(file + ".source");
    Path target = target(file + ".target");
    PairCorpus corpus = new PairCorpus(rule, seed, sequences);
    OutputFile.write(storage, source, corpus.source(), overwrite);
    OutputFile.write(storage, target, corpus.target(), overwrite);
    tell(
        target,
        "%s of the lines of %s; whoever knows the rule gets all of them right"
            .formatted(ConfigNames.of(rule), source));
  }

  void trees(String file) {
    Path target = target(file);
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

  void pictures(String file) {
    Path target = target(file);
    PictureCorpus corpus = new PictureCorpus(seed, sequences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    tell(target, "whoever looks at the features writes one of the captions, BLEU-4 100");
  }

  private Path target(String name) {
    Path target = storage.qualified(name);
    new WriteCheck(storage).requireWholeFile("FILE", name);
    Staging.requireAbsent(storage, target, overwrite);
    return target;
  }

  /** Says what is known of what was written. */
  void tell(Path target, String found) {
    out.printf("%s: %s%n", target, found);
  }
}
