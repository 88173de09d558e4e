package org.ravel.benchmark.pytorch;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Writes what PyTorch's LSTM, GRU and RNN give: arguments are cell, minibatch, time, inputs, hidden
 * and a file. The file holds, as counted arrays of floats: input, output, readout, input gradient,
 * then the parameters w_ih, w_hh, b_ih, b_hh and their gradients, of the loss Σ output · readout.
 */
public final class PyTorchReference {
  private PyTorchReference() {}

  /** Writes one file. */
  public static void main(String[] arguments) throws IOException {
    // Some tensors lie inside others: the collector must free none before the end.
    try (PointerScope ignored = new PointerScope()) {
      write(arguments);
    }
  }

  private static void write(String[] arguments) throws IOException {
    torch.manual_seed(1);
    long minibatch = Long.parseLong(arguments[1]);
    long time = Long.parseLong(arguments[2]);
    long inputs = Long.parseLong(arguments[3]);
    long hidden = Long.parseLong(arguments[4]);
    Module cell = cell(arguments[0], inputs, hidden);
    Tensor input = torch.randn(time, minibatch, inputs).set_requires_grad(true);
    Tensor output = forward(cell, input);
    Tensor readout = torch.randn(time, minibatch, hidden);
    torch.sum(output.mul(readout)).backward();
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(Path.of(arguments[5])))) {
      write(out, input.detach());
      write(out, output.detach());
      write(out, readout);
      write(out, input.grad());
      TensorVector parameters = cell.parameters();
      for (long i = 0; i < 4; i++) {
        write(out, parameters.get(i).detach());
      }
      for (long i = 0; i < 4; i++) {
        write(out, parameters.get(i).grad());
      }
    }
  }

  private static Module cell(String name, long inputs, long hidden) {
    switch (name) {
      case "lstm":
        return new LSTMImpl(new LSTMOptions(inputs, hidden));
      case "gru":
        return new GRUImpl(new GRUOptions(inputs, hidden));
      case "elman":
        return new RNNImpl(new RNNOptions(inputs, hidden));
      default:
        throw new IllegalArgumentException("cell is " + name + " but must be lstm, gru or elman");
    }
  }

  private static Tensor forward(Module cell, Tensor input) {
    if (cell instanceof LSTMImpl lstm) {
      return lstm.forward(input).get0();
    }
    return cell instanceof GRUImpl gru
        ? gru.forward(input).get0()
        : ((RNNImpl) cell).forward(input).get0();
  }

  private static void write(DataOutputStream out, Tensor tensor) throws IOException {
    Tensor dense = tensor.contiguous();
    float[] values = new float[(int) dense.numel()];
    new FloatPointer(dense.data_ptr_float()).get(values);
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }
}
