package org.ravel.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ravel.network.Network;
import org.ravel.training.round.RoundTiming;

/** What training tells as it goes. */
public interface TrainingEvents {

  /** All is ready for the first round. */
  default void begun(Begun begun) {}

  /** A round of averaging is done. */
  void round(Round round);

  /** The network was measured. */
  void validated(Measured measured);

  /** The network is the best so far, or the latest where nothing is measured; keep it. */
  void improved(Network network, Measured measured);

  /**
   * A training before its first round.
   *
   * @param parameters that the network learns
   * @param rounds of averaging, all that are planned
   * @param done how many of them were done before it was interrupted
   */
  record Begun(long parameters, long rounds, long done) {}

  /**
   * A round of averaging.
   *
   * @param epoch epochs done after it, a fraction
   * @param round its number, from 1
   * @param loss mean nats per target over the workers' minibatches
   * @param learningRate at its last minibatch; not a number where the method has none
   * @param tokens targets trained in it
   * @param tokensPerSecond targets per second of wall time, in this round
   * @param times where its wall time went; empty where the engine does not tell
   * @param workerTokensPerSecond targets per second of each worker's minibatches; empty where the
   *     engine does not tell
   * @param skipped workers whose share was left out, since it was not finite
   * @param seconds that the training has taken
   */
  record Round(
      double epoch,
      long round,
      double loss,
      double learningRate,
      long tokens,
      double tokensPerSecond,
      Optional<RoundTiming> times,
      List<Double> workerTokensPerSecond,
      List<Integer> skipped,
      double seconds) {

    /** exp of the loss. */
    public double perplexity() {
      return Math.exp(loss);
    }
  }

  /**
   * A validation.
   *
   * @param epoch epochs done, a fraction
   * @param round rounds done
   * @param loss nats per target on the validation split; empty where there is none
   * @param figures more that was measured there, see {@link Validator.Validation}
   * @param uniformLoss nats per target of guessing uniformly: ln of the number of classes; infinite
   *     for series
   * @param best whether it is the best so far
   * @param seconds that the training has taken
   * @param sample generated text
   * @param sentences what was written for sources of the validation split
   */
  record Measured(
      double epoch,
      long round,
      OptionalDouble loss,
      Map<String, Double> figures,
      double uniformLoss,
      boolean best,
      double seconds,
      String sample,
      List<Validator.WrittenSentence> sentences) {

    /** Without sentences. */
    public Measured(
        double epoch,
        long round,
        OptionalDouble loss,
        Map<String, Double> figures,
        double uniformLoss,
        boolean best,
        double seconds,
        String sample) {
      this(epoch, round, loss, figures, uniformLoss, best, seconds, sample, List.of());
    }

    /** Whether the network does worse than guessing. */
    public boolean isAboveUniform() {
      return loss.isPresent() && loss.getAsDouble() > uniformLoss;
    }
  }
}
