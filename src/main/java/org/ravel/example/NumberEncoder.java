package org.ravel.example;

import java.util.ArrayList;
import java.util.List;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Values;

/** Scales real numbers. */
public record NumberEncoder(Scaling scaling) implements ExampleEncoder {

  @Override
  public List<Values> inputs(ReadSteps steps) throws MalformedExample {
    List<Values> inputs = new ArrayList<>();
    try {
      inputs.add(scaling.apply(((ReadSteps.OfNumbers) steps).numbers()));
    } catch (IllegalArgumentException e) {
      throw new MalformedExample("cannot be scaled: " + e.getMessage());
    }
    return inputs;
  }

  @Override
  public ReadSteps nothing() {
    return new ReadSteps.OfNumbers(scaling.width(), new double[0]);
  }

  @Override
  public long unknown(List<Values> inputs) {
    return 0;
  }
}
