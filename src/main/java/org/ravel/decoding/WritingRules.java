package org.ravel.decoding;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.DecodingConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.Topology;
import org.ravel.network.input.NumbersLayer;

/**
 * What may be written, and by which score hypotheses are ranked.
 *
 * @param end the id that a target begins and ends with
 * @param unknown the id that stands for what has none
 * @param isAttentionKept whether hypotheses come with the attention of their symbols, where the
 *     network has any
 */
public record WritingRules(DecodingConfig config, int end, int unknown, boolean isAttentionKept)
    implements Serializable {

  /** As configured. */
  public WritingRules {
    isAttentionKept |= config.attentionKey() != null;
  }

  /**
   * Refuses an encoder and decoder that do not look at the source, where somebody asks where.
   *
   * @param key the setting that asks; null if none does
   * @throws ConfigurationException if they do not
   */
  public static void requireAttention(String key, Topology network) {
    boolean isBlind = network instanceof EncoderDecoder both && !both.attends();
    if (key != null && isBlind) {
      throw new ConfigurationException(
          "%s asks where in the source the model looks, but it was trained with model.decoder.attention = none; leave the setting at its default, or take a model with attention"
              .formatted(key));
    }
  }

  /**
   * Refuses to write tokens of the source in place of unknown ones where the source is no text.
   *
   * @throws ConfigurationException if the network reads real numbers
   */
  public static void requireTokens(DecodingConfig config, Topology network) {
    boolean isText =
        !(network instanceof EncoderDecoder both && both.encoder().input() instanceof NumbersLayer);
    if (config.replaceUnknown() && !isText) {
      throw new ConfigurationException(
          "decoding.replace-unknown is true, but the model reads features, which have no token that could replace an unknown one; set it to false");
    }
  }

  /** For a source. */
  Search search(Source source) {
    return switch (config.method()) {
      case BEAM -> new BeamSearch(this);
      case SAMPLING -> new SampledSearch(this, source.number());
    };
  }

  /** Whether the next symbol must be the end. */
  boolean mustEnd(Prefix before) {
    return before.ids().length >= config.longest();
  }

  /** Sets what cannot come next to −∞. If nothing can, it is the end that comes. */
  void exclude(Prefix before, float[] logits) {
    int[] ids = before.ids();
    if (!config.replaceUnknown()) {
      logits[unknown] = Float.NEGATIVE_INFINITY;
    }
    if (ids.length < config.shortest()) {
      logits[end] = Float.NEGATIVE_INFINITY;
    }
    int size = config.noRepeatNgram();
    for (int from = 0; size > 0 && from + size <= ids.length; from++) {
      if (repeats(ids, from, size - 1)) {
        logits[ids[from + size - 1]] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  /** Whether the last symbols, so many of them, are those that stand there. */
  private static boolean repeats(int[] ids, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (ids[from + i] != ids[ids.length - count + i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The score that ranks the hypotheses for a source: the log probability, divided as the length
   * penalty says, and the coverage penalty (Wu et al. 2016, equation 14).
   *
   * @param attention by symbol; null where it does not count
   */
  double penalizedScore(double logProbability, int symbols, List<double[]> attention) {
    double length =
        switch (config.lengthRule()) {
          case POWER -> symbols;
          case WU -> (5.0 + symbols) / 6;
        };
    double divided = logProbability / Math.pow(length, config.lengthPenalty());
    return config.coveragePenalty() == 0
        ? divided
        : divided + config.coveragePenalty() * covered(attention);
  }

  /** Σ ln min(1, Σ α) over the steps of the source, of their weights α at all symbols. */
  private static double covered(List<double[]> attention) {
    double sum = 0;
    for (int step = 0; step < attention.get(0).length; step++) {
      double weights = 0;
      for (double[] ofSymbol : attention) {
        weights += ofSymbol[step];
      }
      // A step that has no weight at all costs much, but not everything.
      sum += Math.log(Math.max(Double.MIN_NORMAL, Math.min(1, weights)));
    }
    return sum;
  }
}
