package org.ravel.network.head;

import java.util.List;
import org.ravel.network.module.Affine;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/** What heads of real numbers have in common: sums at each step, and a loss over them. */
record RealOutput(int inputs, RealLoss loss) {

  void require() {
    Widths.require("an output of numbers", "inputs", inputs, 1);
    Widths.require("an output of numbers", "width", loss.width(), 1);
  }

  List<ParameterShape> parameters(String prefix) {
    return Affine.parameters(prefix, inputs, loss.sums());
  }

  RealHead open(String prefix, Parameters values, Parameters gradients) {
    return new RealHead(
        this, Affine.of(prefix, values), gradients == null ? null : Affine.of(prefix, gradients));
  }
}
