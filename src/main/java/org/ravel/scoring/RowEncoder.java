package org.ravel.scoring;

import org.ravel.table.SourceRecord;

/** Makes of a row what a model is asked about. */
interface RowEncoder {

  /** Without tokens where there is nothing to ask. */
  Document encode(SourceRecord record);
}
