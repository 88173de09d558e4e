package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Ids: each reads a row of the input weights. */
final class TableGateInput implements GateInput {
  private final AddedRows rows;
  private int[] ids;

  TableGateInput(Geometry geometry) {
    rows = new AddedRows(geometry);
  }

  @Override
  public void read(Input input, Weights weights, int steps) {
    ids = ((Input.RowIds) input).ids();
    rows.start(Math.toIntExact(weights.input().size(0)), weights.bias());
    rows.addTable(weights.input());
  }

  @Override
  public boolean isInSums() {
    return false;
  }

  @Override
  public void add(int row, int column, float[] sums, int offset, int count) {
    rows.add(ids[row], column, sums, offset, count);
  }

  @Override
  public void addGradient(int row, float[] gradient, int offset) {
    rows.addGradient(ids[row], gradient, offset);
  }

  @Override
  public void finish(Weights weights, Weights gradient, INDArray inputGradient) {
    rows.addToTable(gradient.input());
    rows.addToBias(gradient.bias());
  }
}
