package org.ravel.table;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.ravel.config.MalformedText;

/** Records of which malformed ones are left out and counted, if that is to be. */
final class WholeRecords implements Iterator<SourceRecord> {
  private final SourceRecords.Cursor records;
  private final boolean skip;
  private SourceRecord next;
  private boolean ended;
  private long skipped;

  WholeRecords(SourceRecords.Cursor records, MalformedText malformed) {
    this.records = records;
    this.skip = malformed == MalformedText.SKIP;
  }

  /** How many were left out so far. */
  long skipped() {
    return skipped;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      try {
        next = records.next();
        ended = next == null;
      } catch (MalformedRecordException e) {
        if (!skip) {
          throw e;
        }
        skipped++;
      }
    }
    return next != null;
  }

  @Override
  public SourceRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SourceRecord record = next;
    next = null;
    return record;
  }
}
