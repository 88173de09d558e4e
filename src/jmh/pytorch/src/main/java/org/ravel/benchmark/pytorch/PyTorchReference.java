package org.ravel.benchmark.pytorch;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
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
    Module cell = PyTorchNetwork.cells(arguments[0], inputs, hidden, 1, 0);
    Tensor input = torch.randn(time, minibatch, inputs).set_requires_grad(true);
    Tensor output = PyTorchNetwork.forward(cell, input);
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
