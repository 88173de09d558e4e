/**
 * An evaluation as files: {@code report.json} and {@code report.csv} for programs, {@code
 * report.html} for people. The keys are documented in {@code src/site/markdown/report.md}.
 */
package org.ravel.report;
