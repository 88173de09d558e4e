package org.ravel.example;

import java.io.Serializable;
import java.util.List;
import org.ravel.table.SourceRecord;

/** Reads the steps of a record. */
public sealed interface StepReader extends Serializable
    permits TokenReader, NumberReader, SequenceReader, TreeReader {

  /** The columns that are read. */
  List<String> columns();

  /**
   * The steps of a record.
   *
   * @throws MalformedExample if a column holds nothing or something else, or columns differ in
   *     their number of steps
   */
  ReadSteps steps(SourceRecord record) throws MalformedExample;
}
