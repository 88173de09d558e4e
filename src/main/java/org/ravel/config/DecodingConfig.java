package org.ravel.config;

import java.io.Serializable;

/**
 * How what an encoder and decoder write is looked for.
 *
 * @param method whether the most probable is looked for, or it is drawn
 * @param beam how many beginnings are followed at the same time; 1 always takes the most probable
 *     symbol
 * @param candidates how many are written of each source
 * @param lengthPenalty α: candidates are compared by their log-probability divided by a power α of
 *     their length
 * @param lengthRule which power
 * @param coveragePenalty β: what of the source is not looked at counts against a candidate
 * @param shortest the fewest symbols that are written
 * @param longest the most
 * @param noRepeatNgram so many symbols in a row are written once only; 0 for no such rule
 * @param replaceUnknown whether unknown symbols may be written, in whose place stands the symbol of
 *     the source that was looked at most
 */
public record DecodingConfig(
    Method method,
    int beam,
    int candidates,
    double lengthPenalty,
    LengthRule lengthRule,
    double coveragePenalty,
    int shortest,
    int longest,
    int noRepeatNgram,
    boolean replaceUnknown,
    SamplingConfig sampling)
    implements Serializable {
  private static final int MOST_BEAM = 1_000;
  private static final int MOST_TOKENS = 1 << 20;
  private static final Condition BEAM = new Condition("decoding.method = beam");
  private static final Condition SAMPLING = new Condition("decoding.method = sampling");

  /** What is looked for. */
  public enum Method {
    /** The most probable, by a beam. */
    BEAM,
    /** Any, as often as the model finds it probable. */
    SAMPLING
  }

  /** What a log-probability is divided by. */
  public enum LengthRule {
    /** length^α. */
    POWER,
    /** ((5 + length) / 6)^α (Wu et al. 2016). */
    WU
  }

  public DecodingConfig {
    Require.present("decoding.method", method);
    Require.between(1, MOST_BEAM, "decoding.beam", beam);
    Require.between(1, MOST_BEAM, "decoding.candidates", candidates);
    Require.notNegative("decoding.length-penalty", lengthPenalty);
    Require.present("decoding.length-rule", lengthRule);
    Require.notNegative("decoding.coverage-penalty", coveragePenalty);
    Require.between(1, MOST_TOKENS, "decoding.longest", longest);
    Require.between(0, longest, "decoding.shortest", shortest);
    Require.between(0, MOST_TOKENS, "decoding.no-repeat-ngram", noRepeatNgram);
    Require.present("decoding.sampling", sampling);
    switch (method) {
      case BEAM -> {
        BEAM.require(
            candidates <= beam,
            "decoding.candidates",
            candidates,
            "be at most decoding.beam, which is " + beam);
        sampling.requireUnused(BEAM);
      }
      case SAMPLING -> {
        SAMPLING
            .because("where decoding.candidates says how many are drawn")
            .require(beam == 1, "decoding.beam", beam, "be 1");
        SAMPLING.requireZero("decoding.coverage-penalty", coveragePenalty);
      }
    }
  }

  /**
   * How symbols are drawn.
   *
   * @param temperature logits are divided by it
   * @param topK only so many of the most probable symbols can be drawn; 0 for all
   * @param topP only the most probable symbols can be drawn that have this probability together
   * @param seed null for the run's seed
   */
  public record SamplingConfig(double temperature, int topK, double topP, Long seed)
      implements Serializable {

    public SamplingConfig {
      Require.that(
          temperature > 0 && Double.isFinite(temperature),
          "decoding.sampling.temperature",
          temperature,
          "be above 0 and finite; decoding.method = beam takes the most probable token");
      Require.atLeast(0, "decoding.sampling.top-k", topK);
      Require.that(topP > 0 && topP <= 1, "decoding.sampling.top-p", topP, "lie in (0, 1]");
    }

    private SamplingConfig seeded(long ofRun) {
      return new SamplingConfig(temperature, topK, topP, seed == null ? Long.valueOf(ofRun) : seed);
    }

    /** Where nothing is drawn, what only drawing uses has its default. */
    private void requireUnused(Condition condition) {
      condition.require(temperature == 1, "decoding.sampling.temperature", temperature, "be 1");
      condition.require(topK == 0, "decoding.sampling.top-k", topK, "be 0");
      condition.require(topP == 1, "decoding.sampling.top-p", topP, "be 1");
    }
  }

  /** The same; what has no seed of its own has the run's. */
  public DecodingConfig seeded(long ofRun) {
    return new DecodingConfig(
        method,
        beam,
        candidates,
        lengthPenalty,
        lengthRule,
        coveragePenalty,
        shortest,
        longest,
        noRepeatNgram,
        replaceUnknown,
        sampling.seeded(ofRun));
  }

  /** How many beginnings of each source are followed at the same time. */
  public int width() {
    return switch (method) {
      case BEAM -> beam;
      case SAMPLING -> candidates;
    };
  }

  /** The setting that says so. */
  public String widthKey() {
    return switch (method) {
      case BEAM -> "decoding.beam";
      case SAMPLING -> "decoding.candidates";
    };
  }

  /** The setting that asks where the source was looked at; null if none does. */
  public String attentionKey() {
    if (coveragePenalty > 0) {
      return "decoding.coverage-penalty";
    }
    return replaceUnknown ? "decoding.replace-unknown" : null;
  }
}
