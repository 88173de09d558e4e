package org.ravel.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Activation;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;

/** The contract finds each kind of fault. */
class ModuleContractTest {
  enum Fault {
    WRONG_PARAMETER_GRADIENT("parameter 3: gradient"),
    WRONG_INPUT_GRADIENT("input 0: gradient"),
    OVERWRITTEN_GRADIENT("two gradients"),
    READS_AFTER_ENDS("gradient"),
    REMEMBERS_THE_FIRST("gradient after two ways forward"),
    DIFFERS_IN_PREDICTION("output without training"),
    CHANGES_ITS_INPUT("gradient");

    private final String message;

    Fault(String message) {
      this.message = message;
    }
  }

  @ParameterizedTest
  @EnumSource
  void finds(Fault fault) {
    assertThatThrownBy(() -> ModuleContract.check(new Faulty(fault, 2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(fault.message);
  }

  /** A dense layer with a fault. */
  private record Faulty(Fault fault, int inputs) implements Layer {

    private DenseLayer sound() {
      return new DenseLayer(inputs, inputs, Activation.TANH);
    }

    @Override
    public int width() {
      return inputs;
    }

    @Override
    public List<ParameterShape> parameters(String prefix) {
      return sound().parameters(prefix);
    }

    @Override
    public Module open(String prefix, Parameters values, Parameters gradients) {
      return new FaultyModule(fault, sound().open(prefix, values, gradients), gradients);
    }
  }

  private static final class FaultyModule implements Module {
    private final Fault fault;
    private final Module sound;
    private final Parameters gradients;
    private Activations last;

    FaultyModule(Fault fault, Module sound, Parameters gradients) {
      this.fault = fault;
      this.sound = sound;
      this.gradients = gradients;
    }

    @Override
    public Activations forward(Activations input, Pass pass) {
      if (fault == Fault.CHANGES_ITS_INPUT) {
        input.values().addi(1);
      }
      Activations output = sound.forward(input, pass);
      if (fault == Fault.DIFFERS_IN_PREDICTION && !pass.training()) {
        output.values().addi(1);
      }
      if (fault == Fault.READS_AFTER_ENDS) {
        output.values().addi(input.values().mean());
      }
      if (last == null || !last.values().equalShapes(input.values())) {
        last = input;
      }
      return output;
    }

    @Override
    public INDArray backward(INDArray outputGradient) {
      if (fault == Fault.OVERWRITTEN_GRADIENT) {
        gradients.flat().assign(0);
      }
      if (fault == Fault.REMEMBERS_THE_FIRST) {
        sound.forward(last, new Pass(true, null));
        last = null;
      }
      INDArray inputGradient = sound.backward(outputGradient);
      if (fault == Fault.WRONG_PARAMETER_GRADIENT) {
        gradients.flat().muli(1.00001);
      }
      return fault == Fault.WRONG_INPUT_GRADIENT ? inputGradient.muli(1.00001) : inputGradient;
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
