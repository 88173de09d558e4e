package org.ravel.network;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.attention.LookingModule;
import org.ravel.network.module.Activations;
import org.ravel.network.module.EncodedSource;
import org.ravel.network.module.Head;
import org.ravel.network.module.Pass;
import org.ravel.network.module.SourceReader;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Pairs;
import org.ravel.sequence.Steps;

/**
 * The modules of an {@link EncoderDecoder}. Its state, once it has read a source, is that of the
 * decoder with the encoder's output: from there it goes on with symbols alone.
 */
final class RunningEncoderDecoder implements Running {
  private final RunningStack encoder;
  private final Bridge bridge;
  private final RunningChain decoder;
  private final List<SourceReader> readers;

  RunningEncoderDecoder(RunningStack encoder, Bridge bridge, RunningChain decoder) {
    this.encoder = encoder;
    this.bridge = bridge;
    this.decoder = decoder;
    this.readers =
        decoder.stack().modules().stream()
            .filter(SourceReader.class::isInstance)
            .map(SourceReader.class::cast)
            .toList();
  }

  @Override
  public Head head() {
    return decoder.head();
  }

  @Override
  public Activations forward(Steps inputs, HiddenState state, Pass pass) {
    if (inputs instanceof Pairs pairs) {
      state.read(encode(pairs, state, pass).kept());
      return decoder.forward(pairs.given(), state, pass);
    }
    EncodedSource source = state.source();
    if (source == null) {
      throw new IllegalStateException("a decoder goes on, but no source was read");
    }
    readers.forEach(reader -> reader.attend(source));
    return decoder.forward(inputs, state, pass);
  }

  /** Reads the source, and moves the state to where the decoder begins. */
  private EncodedSource encode(Pairs pairs, HiddenState state, Pass pass) {
    Activations encoded = encoder.forward(pairs.source(), HiddenState.zero(), pass);
    EncodedSource source = EncodedSource.of(encoded);
    readers.forEach(reader -> reader.attend(source));
    state.moveTo(bridge.forward(encoded, pass));
    return source;
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
    readers.forEach(reader -> gradient.addi(reader.memoryGradient()));
    encoder.backward(gradient);
    return nats;
  }

  @Override
  public double loss(Batch batch, HiddenState state, double[] classWeights) {
    if (!(batch.read() instanceof Pairs pairs)) {
      throw new IllegalArgumentException(
          "an encoder and a decoder are measured with pairs of sequences");
    }
    encode(pairs, state, Pass.PREDICTION);
    return decoder
        .result(decoder.forward(pairs.given(), state, Pass.PREDICTION), batch, classWeights)
        .nats();
  }

  @Override
  public AttentionWeights attention() {
    return readers.stream()
        .filter(LookingModule.class::isInstance)
        .map(reader -> ((LookingModule) reader).attention())
        .reduce((first, last) -> last)
        .orElse(null);
  }

  @Override
  public void close() {
    encoder.close();
    bridge.close();
    decoder.close();
  }
}
