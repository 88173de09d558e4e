package org.ravel.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.ConfigNames;
import org.ravel.config.StoredConfig;
import org.ravel.config.Task;

/**
 * How a model was trained, from what is stored beside it: the component names are keys of {@code
 * report.json}. What older versions did not record is null, as is a figure that is not finite.
 *
 * @param task {@code task} of the training; null before there were several
 * @param network its layers
 * @param optimization the rule that changes its parameters
 * @param averaging how workers' copies become one
 * @param course how far the training went
 * @param best the validation whose parameters the model has
 * @param data what it was trained on
 * @param versions of the code that trained it, by name
 * @param changes settings of the training that are not at this version's defaults
 * @param configuration the training's effective configuration, HOCON
 */
public record TrainingProvenance(
    String task,
    NetworkFacts network,
    Optimization optimization,
    Averaging averaging,
    Course course,
    Best best,
    Data data,
    Map<String, String> versions,
    List<StoredConfig.Change> changes,
    String configuration) {

  public TrainingProvenance {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    changes = List.copyOf(changes);
  }

  /** Older versions had one task only, and did not name it. */
  private Task knownTask() {
    return Arrays.stream(Task.values())
        .filter(each -> ConfigNames.of(each).equals(task))
        .findAny()
        .orElse(Task.LANGUAGE_MODEL);
  }

  /** What was predicted: a word whose plural ends with an s. */
  String target() {
    return knownTask().target();
  }

  /** Whether a loss may be shown as a perplexity: where tokens are predicted. */
  boolean hasPerplexity() {
    return target().equals(Task.LANGUAGE_MODEL.target());
  }

  /** Whether it learned from a stream of text, and not from independent examples. */
  boolean readsStream() {
    return knownTask() == Task.LANGUAGE_MODEL;
  }

  /**
   * The layers.
   *
   * @param summary in words
   * @param digest SHA-256 of the network's file
   * @param warmStart SHA-256 of the network whose parameters it started from, or {@code random};
   *     where word vectors came in, that and the digest of their file
   */
  public record NetworkFacts(
      String summary,
      String cell,
      Long layers,
      Long embeddingSize,
      Long hiddenSize,
      Double dropout,
      Boolean tiedEmbeddings,
      Long parameters,
      String digest,
      String warmStart) {}

  /** The updater and what it is given. */
  public record Optimization(
      String updater,
      Double learningRate,
      String schedule,
      Double warmupEpochs,
      Double clipNorm,
      Long minibatchSize,
      Long sequenceLength,
      Boolean carryState,
      Long seed) {}

  /** Workers and what becomes of their copies. */
  public record Averaging(
      String engine, Long workers, Long period, String updaterState, String outerStep) {}

  /**
   * How far the training went, over all its interruptions.
   *
   * @param outcome how it ended, or that it has not
   * @param reason why it diverged; null if it did not
   * @param ended when the last round was done, ISO 8601 in UTC
   * @param plannedEpochs passes that the configuration asks for
   * @param epochs passes done, a fraction
   * @param rounds of averaging done
   * @param tokens targets trained
   * @param seconds wall time, validations included
   * @param tokensPerSecond targets per second of the rounds
   */
  public record Course(
      Outcome outcome,
      String reason,
      String ended,
      Long plannedEpochs,
      Double epochs,
      Long rounds,
      Long tokens,
      Double seconds,
      Double tokensPerSecond) {}

  /** How a training ended. */
  public enum Outcome {
    /** All epochs were done. */
    FINISHED("finished"),
    /** Patience ran out. */
    STOPPED_EARLY("stopped early"),
    /** It was interrupted, or is still going on. */
    UNFINISHED("interrupted, or still running"),
    /** A loss was no finite number, or no validation was better than the uniform baseline. */
    DIVERGED("diverged");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /**
   * The validation whose parameters the model has: the best one, or the last.
   *
   * @param validationLoss nats per target
   * @param epoch in which, a fraction
   * @param round after which
   * @param uniformLoss the loss of the uniform baseline, ln of the number of tokens or labels
   * @param validations how many there were
   * @param validationsAboveUniform those whose loss was above the uniform baseline's
   */
  public record Best(
      Double validationLoss,
      Double epoch,
      Long round,
      Double uniformLoss,
      Long validations,
      Long validationsAboveUniform) {

    /** Whether the model was worse than guessing there. */
    public boolean aboveUniform() {
      return validationLoss != null && uniformLoss != null && validationLoss > uniformLoss;
    }

    /** exp of the loss; null without one. */
    public Double perplexity() {
      return validationLoss == null ? null : Double.valueOf(Math.exp(validationLoss));
    }
  }

  /**
   * The training data.
   *
   * @param tokenizer what a token is
   * @param vocabularySize number of token ids; null where real numbers are read, as their tokenizer
   *     and their digest
   * @param stepNumbers real numbers that each step has; null where tokens are read
   * @param files number of source files
   * @param bytes of source text that the targets account for; of independent examples those of the
   *     source files
   * @param generations how often text was added
   * @param targets how many are predicted, by split
   * @param inputDigest SHA-256 of the source files
   * @param shardDigest SHA-256 of the manifest of the shards
   * @param vocabularyDigest SHA-256 of the vocabulary
   */
  public record Data(
      String tokenizer,
      Long vocabularySize,
      Long stepNumbers,
      Long files,
      Long bytes,
      Long generations,
      Map<String, Long> targets,
      String inputDigest,
      String shardDigest,
      String vocabularyDigest) {}
}
