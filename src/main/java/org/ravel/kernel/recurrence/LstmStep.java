package org.ravel.kernel.recurrence;

import static org.ravel.kernel.recurrence.Weights.block;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * i, f, o = σ(W x + U h₋₁ + b), g = tanh(…), c = f⊙c₋₁ + i⊙g, h = o⊙tanh(c). With peepholes, i and
 * f see p⊙c₋₁, and o sees p⊙c (Gers and Schmidhuber 2000).
 */
final class LstmStep implements PortableStep {
  private State before;
  private INDArray input;
  private INDArray forget;
  private INDArray candidate;
  private INDArray output;
  private INDArray memory;
  private INDArray squashed;

  @Override
  public State forward(INDArray projected, State previous, Weights weights) {
    before = previous;
    long hidden = previous.hidden().size(1);
    INDArray sum = projected.add(previous.hidden().mmul(weights.recurrent()));
    INDArray peepholes = weights.peepholes();
    input = gate(sum, 0, previous.memory(), peepholes, 0);
    forget = gate(sum, 1, previous.memory(), peepholes, 1);
    candidate = Transforms.tanh(block(sum, 2, hidden), true);
    memory = forget.mul(previous.memory()).addi(input.mul(candidate));
    output = gate(sum, 3, memory, peepholes, 2);
    squashed = Transforms.tanh(memory, true);
    return new State(output.mul(squashed), memory);
  }

  private static INDArray gate(
      INDArray sum, int block, INDArray seen, INDArray peepholes, int peephole) {
    long hidden = seen.size(1);
    INDArray total = block(sum, block, hidden).dup('c');
    if (peepholes != null) {
      total.addi(seen.mulRowVector(block(peepholes, peephole, hidden)));
    }
    return Transforms.sigmoid(total, false);
  }

  @Override
  public State backward(State after, Weights weights, Weights gradient, INDArray projected) {
    long hidden = memory.size(1);
    INDArray peepholes = weights.peepholes();
    INDArray toOutput = Derivatives.sigmoid(after.hidden().mul(squashed), output);
    INDArray toMemory = after.memory().add(Derivatives.tanh(after.hidden().mul(output), squashed));
    if (peepholes != null) {
      toMemory.addi(toOutput.mulRowVector(block(peepholes, 2, hidden)));
    }
    INDArray toInput = Derivatives.sigmoid(toMemory.mul(candidate), input);
    INDArray toForget = Derivatives.sigmoid(toMemory.mul(before.memory()), forget);
    block(projected, 0, hidden).assign(toInput);
    block(projected, 1, hidden).assign(toForget);
    block(projected, 2, hidden).assign(Derivatives.tanh(toMemory.mul(input), candidate));
    block(projected, 3, hidden).assign(toOutput);
    INDArray toPrevious = toMemory.mul(forget);
    if (peepholes != null) {
      toPrevious.addi(toInput.mulRowVector(block(peepholes, 0, hidden)));
      toPrevious.addi(toForget.mulRowVector(block(peepholes, 1, hidden)));
      addColumnSums(gradient, 0, toInput.mul(before.memory()));
      addColumnSums(gradient, 1, toForget.mul(before.memory()));
      addColumnSums(gradient, 2, toOutput.mul(memory));
    }
    gradient.recurrent().addi(before.hidden().transpose().mmul(projected));
    return new State(projected.mmul(weights.recurrent().transpose()), toPrevious);
  }

  private static void addColumnSums(Weights gradient, int block, INDArray terms) {
    block(gradient.peepholes(), block, terms.size(1)).addi(terms.sum(true, 0));
  }
}
