package org.ravel.language;

import java.util.List;

/** Languages that studies of recurrent networks share. */
public enum NamedLanguage {
  /** 1*: Tomita (1982), "Dynamic construction of finite-state automata from examples". */
  TOMITA_1,
  /** (10)*. */
  TOMITA_2,
  /** No odd number of consecutive 0 anywhere behind an odd number of consecutive 1. */
  TOMITA_3,
  /** No 000. */
  TOMITA_4,
  /** Even numbers of 0 and of 1. */
  TOMITA_5,
  /** The numbers of 0 and of 1 differ by a multiple of 3. */
  TOMITA_6,
  /** 0*1*0*1*. */
  TOMITA_7,
  /** Reber (1967), "Implicit learning of artificial grammars". */
  REBER,
  /** A string of Reber's between two equal symbols: Fahlman (1991). */
  EMBEDDED_REBER,
  /** Embedded strings without end: Gers, Schmidhuber and Cummins (2000), "Learning to forget". */
  CONTINUAL_REBER,
  /** As many b behind as many a, at least one. */
  ANBN,
  /** The same with as many c behind them. */
  ANBNCN,
  /** As many a as b, in any order. */
  BALANCED,
  /** Balanced brackets of one kind. */
  DYCK_1,
  /** Balanced brackets of two kinds. */
  DYCK_2,
  /** An odd number of 1. */
  PARITY;

  /** The language that the name is of, as it is called in the configuration. */
  public Language<?> language(String name) {
    return switch (this) {
      case TOMITA_1 -> Language.of(name, Tables.binary("a", "-a"));
      case TOMITA_2 -> Language.of(name, Tables.binary("a", "-b a-"));
      case TOMITA_3 -> Language.of(name, Tables.binary("abd", "ab ca d- cd"));
      case TOMITA_4 -> Language.of(name, Tables.binary("abc", "ba ca -a"));
      case TOMITA_5 -> Language.of(name, Tables.binary("a", "bc ad da cb"));
      case TOMITA_6 -> Language.of(name, Tables.binary("a", "cb ac ba"));
      case TOMITA_7 -> Language.of(name, Tables.binary("abcd", "ab cb cd -d"));
      case REBER -> Language.of(name, Tables.reber());
      case EMBEDDED_REBER -> Language.of(name, Tables.embeddedReber(false));
      case CONTINUAL_REBER -> Language.stream(name, Tables.embeddedReber(true));
      case ANBN -> Language.of(name, new EqualRuns(List.of("a", "b")));
      case ANBNCN -> Language.of(name, new EqualRuns(List.of("a", "b", "c")));
      case BALANCED -> Language.of(name, new EqualNumbers());
      case DYCK_1 -> Language.of(name, new Dyck(List.of("()")));
      case DYCK_2 -> Language.of(name, new Dyck(List.of("()", "[]")));
      case PARITY -> Language.of(name, Tables.binary("b", "ab ba"));
    };
  }
}
