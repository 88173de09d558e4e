package org.ravel.network.input;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Words;

/** A running {@link SpelledEmbeddingLayer}. Each spelling of a batch is run over once. */
final class SpelledEmbeddingModule implements InputModule {
  private final EmbeddingModule words;
  private final SpellingModule spelling;
  private Words input;

  SpelledEmbeddingModule(EmbeddingModule words, SpellingModule spelling) {
    this.words = words;
    this.spelling = spelling;
  }

  @Override
  public Activations forward(Steps given, Pass pass) {
    if (!(given instanceof Words spelled)) {
      throw new IllegalArgumentException(
          "a network that reads the characters of words was given none");
    }
    input = spelled;
    INDArray embedded = StepRows.of(words.forward(input.ids(), pass).values());
    INDArray output =
        StepRows.create(embedded.dataType(), embedded.size(0), embedded.size(1) + spelling.width());
    Rows.putColumns(embedded, output, 0);
    INDArray ofPlaces = StepRows.create(embedded.dataType(), embedded.size(0), spelling.width());
    Rows.gather(spelling.forward(input.spellings(), pass), input.numbers(), ofPlaces);
    Rows.putColumns(ofPlaces, output, embedded.size(1));
    return new Activations(
        output.reshape('c', input.steps(), input.rows(), output.size(1)), input.lengths());
  }

  @Override
  public void backward(INDArray outputGradient) {
    INDArray places = StepRows.of(outputGradient);
    long wordWidth = places.size(1) - spelling.width();
    INDArray ofWords = StepRows.create(places.dataType(), places.size(0), wordWidth);
    Rows.getColumns(places, 0, ofWords);
    words.backward(ofWords);
    INDArray ofPlaces = StepRows.create(places.dataType(), places.size(0), spelling.width());
    Rows.getColumns(places, wordWidth, ofPlaces);
    INDArray gradient = spelling.room().assign(0);
    Rows.scatter(ofPlaces, input.numbers(), gradient);
    spelling.backward(gradient);
  }

  @Override
  public void close() {
    words.close();
    spelling.close();
  }
}
