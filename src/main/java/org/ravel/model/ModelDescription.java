package org.ravel.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ravel.config.ConfigNames;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Scaling;
import org.ravel.series.KnownSeries;

/**
 * What a published model is and where it comes from.
 *
 * @param format version of the model folder's layout
 * @param task what it was trained for
 * @param network its layers in words, or what is counted
 * @param vocabularySize number of token ids; null where real numbers are read, as their digest
 * @param vocabularyDigest SHA-256 of the vocabulary file
 * @param scaling what becomes of the real numbers of a step; null where tokens are read
 * @param targetScaling what becomes of the real numbers that are predicted of whole sequences; null
 *     where none are
 * @param series how series are read and forecast; null where none are
 * @param characters number of ids of characters of words; null where those are not read, as their
 *     digest
 * @param charactersDigest SHA-256 of the file of their vocabulary
 * @param labels number of labels, or of tokens of targets; null for a language model, as its digest
 * @param labelsDigest SHA-256 of the file with these
 * @param shardDigest SHA-256 of the manifest of the shards it was trained on
 * @param specificationDigest SHA-256 of the file that describes the layers; null before format 3,
 *     where the network's file does, and of a model that is no network
 * @param networkDigest SHA-256 of the file with the parameters, with the n-grams, or with the
 *     weights of a mixture; before format 3, of the network's
 * @param parameters number of trained parameters, or of n-grams; of a mixture, of all its models
 * @param seed of the run
 * @param epochs passes over the training split done, possibly a fraction
 * @param rounds rounds of averaging done
 * @param validationLoss nats per token on the validation split; null if there was none
 * @param versions of all that decides the result
 * @param origin its data and start; null in format 1, which does not say
 */
public record ModelDescription(
    int format,
    String task,
    String network,
    Integer vocabularySize,
    String vocabularyDigest,
    @JsonInclude(JsonInclude.Include.NON_NULL) Scaling scaling,
    @JsonInclude(JsonInclude.Include.NON_NULL) Scaling targetScaling,
    @JsonInclude(JsonInclude.Include.NON_NULL) SeriesPart series,
    Integer characters,
    String charactersDigest,
    Integer labels,
    String labelsDigest,
    String shardDigest,
    String specificationDigest,
    String networkDigest,
    long parameters,
    long seed,
    double epochs,
    long rounds,
    Double validationLoss,
    Map<String, String> versions,
    ModelOrigin origin) {

  /**
   * Of networks that forecast series; 6 does not say whether they read changes only, which they do
   * not.
   */
  static final int SERIES_FORMAT = 9;

  /** Of mixtures. */
  static final int MIXTURE_FORMAT = 7;

  /** Of linear models, which forecast series. */
  static final int LINEAR_FORMAT = 10;

  /** Of linear models as 6 is of networks. */
  static final int FIRST_LINEAR_FORMAT = 8;

  /** Of hidden Markov models that read tokens. */
  static final int HIDDEN_MARKOV_FORMAT = 11;

  /** Of hidden Markov models that forecast series. */
  static final int HIDDEN_MARKOV_SERIES_FORMAT = 12;

  /** Of networks that predict real numbers of whole sequences. */
  static final int VALUES_FORMAT = 13;

  /** The newest one. */
  static final int NEWEST_FORMAT = VALUES_FORMAT;

  /** Of models of n-grams. */
  static final int NGRAM_FORMAT = 5;

  /** Of models that read real numbers. */
  static final int NUMBERS_FORMAT = 4;

  /** Of models that read tokens. */
  static final int TOKENS_FORMAT = 3;

  /** The last one whose network was a file of Deeplearning4j's; still read. */
  static final int DL4J_FORMAT = 2;

  /** The first one, which is still read. */
  static final int OLDEST_FORMAT = 1;

  /**
   * What the ids and the numbers of a model mean.
   *
   * @param tokens null where real numbers are read, or series
   * @param characters of words; null where those are not read
   * @param scaling of real numbers; null where tokens are read
   * @param targetScaling of real numbers that are predicted; null where none are
   * @param series that are read and forecast; null where none are
   * @param labels that it predicts; null for a language model, and for series
   */
  public record ModelVocabularies(
      Vocabulary tokens,
      Vocabulary characters,
      Scaling scaling,
      Scaling targetScaling,
      KnownSeries series,
      Vocabulary labels) {

    /** Those of a language model. */
    public static ModelVocabularies ofText(Vocabulary tokens) {
      return new ModelVocabularies(tokens, null, null, null, null, null);
    }
  }

  /**
   * Series that are read and forecast.
   *
   * @param horizon how their windows are read and forecast
   * @param size number of series
   * @param digest SHA-256 of the file with what is known of them
   */
  public record SeriesPart(Horizon horizon, int size, String digest) {}

  /**
   * How far the training had come.
   *
   * @param seed of the run
   * @param epochs passes over the training split done, possibly a fraction
   * @param rounds of averaging done
   * @param validationLoss nats per token; empty if there was no validation
   */
  public record TrainingCourse(
      long seed, double epochs, long rounds, OptionalDouble validationLoss) {}

  /** Describes a network that is not written yet: its digests are filled in when it is. */
  public static ModelDescription of(
      String task,
      String network,
      long parameters,
      ModelVocabularies vocabularies,
      String shardDigest,
      TrainingCourse course,
      Map<String, String> versions,
      ModelOrigin origin) {
    Vocabulary tokens = vocabularies.tokens();
    Scaling scaling = vocabularies.scaling();
    KnownSeries series = vocabularies.series();
    Vocabulary characters = vocabularies.characters();
    Vocabulary labels = vocabularies.labels();
    OptionalDouble loss = course.validationLoss();
    return new ModelDescription(
        format(vocabularies),
        task,
        network,
        tokens == null ? null : tokens.size(),
        tokens == null ? null : tokens.digest(),
        scaling,
        vocabularies.targetScaling(),
        series == null
            ? null
            : new SeriesPart(
                series.horizon(), series.table().all().size(), series.table().digest()),
        characters == null ? null : characters.size(),
        characters == null ? null : characters.digest(),
        labels == null ? null : labels.size(),
        labels == null ? null : labels.digest(),
        shardDigest,
        null,
        null,
        parameters,
        course.seed(),
        course.epochs(),
        course.rounds(),
        loss.isPresent() ? loss.getAsDouble() : null,
        versions,
        origin);
  }

  private static int format(ModelVocabularies vocabularies) {
    if (vocabularies.series() != null) {
      return SERIES_FORMAT;
    }
    if (vocabularies.targetScaling() != null) {
      return VALUES_FORMAT;
    }
    return vocabularies.scaling() == null ? TOKENS_FORMAT : NUMBERS_FORMAT;
  }

  ModelDescription withDigests(String specification, String network) {
    return with(format, specification, network);
  }

  /** The same of n-grams in a file. */
  ModelDescription ofNGrams(String file) {
    return with(NGRAM_FORMAT, null, file);
  }

  /** The same of a mixture that a file describes. */
  ModelDescription ofMixture(String file) {
    return with(MIXTURE_FORMAT, null, file);
  }

  /** The same of a linear model in a file. */
  ModelDescription ofLinear(String file) {
    return with(LINEAR_FORMAT, null, file);
  }

  /** The same of a hidden Markov model in a file. */
  ModelDescription ofHiddenMarkov(String file) {
    return with(series == null ? HIDDEN_MARKOV_FORMAT : HIDDEN_MARKOV_SERIES_FORMAT, null, file);
  }

  /** What it was trained for; empty if this version does not know it. */
  Optional<Task> knownTask() {
    return Arrays.stream(Task.values())
        .filter(known -> ConfigNames.of(known).equals(task))
        .findAny();
  }

  /** Real numbers that a step has; null where tokens are read. */
  public Long numbers() {
    return series != null
        ? (Long) (long) series.horizon().inputs()
        : scaling == null ? null : (Long) (long) scaling.width();
  }

  /** Whether it reads tokens, which have a vocabulary. */
  boolean readsTokens() {
    return scaling == null && series == null;
  }

  /** Whether it is a linear model. */
  boolean isLinear() {
    return format == LINEAR_FORMAT || format == FIRST_LINEAR_FORMAT;
  }

  /** Whether it is a hidden Markov model. */
  boolean isHiddenMarkov() {
    return format == HIDDEN_MARKOV_FORMAT || format == HIDDEN_MARKOV_SERIES_FORMAT;
  }

  /** Whether it is of n-grams. */
  boolean isOfNGrams() {
    return format == NGRAM_FORMAT;
  }

  /** Whether it is of a mixture. */
  boolean isOfMixture() {
    return format == MIXTURE_FORMAT;
  }

  private ModelDescription with(int format, String specification, String network) {
    return new ModelDescription(
        format,
        task,
        this.network,
        vocabularySize,
        vocabularyDigest,
        scaling,
        targetScaling,
        series,
        characters,
        charactersDigest,
        labels,
        labelsDigest,
        shardDigest,
        specification,
        network,
        parameters,
        seed,
        epochs,
        rounds,
        validationLoss,
        versions,
        origin);
  }
}
