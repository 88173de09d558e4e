package org.ravel.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Scopes;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Pairs;
import org.ravel.sequence.Steps;

/**
 * The modules of an {@link EncoderDecoder}. Its state, once it has read a source, is that of the
 * decoder, and behind it the encoder's output: from there it goes on with symbols alone.
 */
final class RunningEncoderDecoder implements Running {
  private final RunningStack encoder;
  private final Bridge bridge;
  private final RunningChain decoder;
  private final List<AttentionModule> attentions;

  RunningEncoderDecoder(RunningStack encoder, Bridge bridge, RunningChain decoder) {
    this.encoder = encoder;
    this.bridge = bridge;
    this.decoder = decoder;
    this.attentions =
        decoder.stack().modules().stream()
            .filter(AttentionModule.class::isInstance)
            .map(AttentionModule.class::cast)
            .toList();
  }

  @Override
  public Head head() {
    return decoder.head();
  }

  @Override
  public Activations forward(Steps inputs, HiddenState state, Pass pass) {
    if (inputs instanceof Pairs pairs) {
      Activations encoded = encode(pairs, state, pass);
      Activations activations = decoder.forward(pairs.given(), state, pass);
      state.moveTo(with(state.layers(), encoded));
      return activations;
    }
    EncodedSource encoded = EncodedSource.of(state);
    attentions.forEach(attention -> attention.attend(encoded.activations()));
    HiddenState own = new HiddenState(state.layers().subList(0, state.layers().size() - 1));
    Activations activations = decoder.forward(inputs, own, pass);
    List<Map<String, INDArray>> reached = new ArrayList<>(own.layers());
    reached.add(encoded.arrays());
    state.moveTo(reached);
    return activations;
  }

  private static List<Map<String, INDArray>> with(
      List<Map<String, INDArray>> decoded, Activations encoded) {
    List<Map<String, INDArray>> all = new ArrayList<>(decoded);
    all.add(Scopes.outsideWorkspaces(() -> EncodedSource.arrays(encoded)));
    return all;
  }

  /** Reads the source, and moves the state to where the decoder begins. */
  private Activations encode(Pairs pairs, HiddenState state, Pass pass) {
    Activations encoded = encoder.forward(pairs.source(), HiddenState.zero(), pass);
    attentions.forEach(attention -> attention.attend(encoded));
    state.moveTo(bridge.forward(encoded, pass));
    return encoded;
  }

  @Override
  public double train(
      Batch batch, HiddenState state, RandomGenerator random, double[] classWeights) {
    if (!(batch.read() instanceof Pairs pairs)) {
      throw new IllegalArgumentException(
          "an encoder and a decoder are trained with pairs of sequences");
    }
    Pass pass = new Pass(true, random);
    HiddenState start = HiddenState.zero();
    encode(pairs, start, pass);
    Activations activations = decoder.forward(pairs.given(), start, pass);
    double nats = decoder.backward(activations, batch, classWeights);
    INDArray gradient = bridge.backward(decoder.stack().startGradients());
    attentions.forEach(attention -> gradient.addi(attention.memoryGradient()));
    encoder.backward(gradient);
    return nats;
  }

  @Override
  public void close() {
    encoder.close();
    bridge.close();
    decoder.close();
  }
}
