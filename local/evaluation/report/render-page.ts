import { readFileSync } from 'node:fs';
import type { ModelVersions } from '../../vision/vision.ts';
import { formatFixed } from './format.ts';
import { html, Markup } from './html.ts';
import type { EvaluationReport } from './report.ts';
import { eyesSection } from './sections/eyes-section.ts';
import { facesSection } from './sections/faces-section.ts';
import { groupPhotosSection } from './sections/group-photos-section.ts';
import { objectsSection } from './sections/objects-section.ts';
import { phonesSection } from './sections/phones-section.ts';
import { poseSection } from './sections/pose-section.ts';
import { renderSection, type Section } from './sections/section.ts';
import { smilesSection } from './sections/smiles-section.ts';

/** The report as a page that needs nothing but itself: no script, no font, no image from anywhere. */
export function renderPage(report: EvaluationReport): string {
  const sections = sectionsOf(report);
  const style = readFileSync(new URL('./page.css', import.meta.url), 'utf8');
  const page = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>Evaluation of the vision engine</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header><p class="product">Invigil</p><h1>Evaluation of the vision engine</h1>${renderSummary(report)}</header>
<nav aria-label="Sections"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}<li><a href="#reading">How to read this</a></li></ul></nav>
<main>
${sections.map(renderSection)}
${HOW_TO_READ}
</main>
</body>
</html>`;
  return `<!doctype html>\n${page.text}\n`;
}

function sectionsOf({ sections: { faces, objects, phones, eyes, smiles, pose, groups } }: EvaluationReport): Section[] {
  return [
    faces && facesSection(faces),
    objects && objectsSection(objects),
    phones && phonesSection(phones),
    eyes && eyesSection(eyes),
    smiles && smilesSection(smiles),
    pose && poseSection(pose),
    groups && groupPhotosSection(groups),
  ].filter((section) => section !== null);
}

function renderSummary({ createdAt, durationSeconds, productVersion, modelVersions, machine }: EvaluationReport): Markup {
  const facts: [string, string][] = [
    ['Made', `${createdAt.slice(0, 16).replace('T', ' ')} UTC, in ${formatFixed(durationSeconds, 0)} s`],
    ['Product', `Invigil ${productVersion}`],
    ['Machine', `${machine.processor}, ${machine.cores} cores, ${machine.platform} ${machine.architecture}, Node ${machine.nodeVersion}`],
    ...(Object.keys(modelVersions) as (keyof ModelVersions)[]).map((name): [string, string] => [`Model: ${name}`, modelVersions[name]]),
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const HOW_TO_READ = html`<section class="card" id="reading" aria-labelledby="reading-heading">
<h2 id="reading-heading">How to read this</h2>
<ul class="limits">
<li>The figures describe these photos and people. They carry over to an exam as far as its people, cameras and rooms are like them.</li>
<li>An interval holds the true value with 95 % confidence if the photos were drawn at random from those that matter. They hardly ever are.</li>
<li>Genuine: two photos of the same person. Impostor: of two people. FMR and FNMR are the shares of compared pairs that match or do not match wrongly; FAR and FRR count photos without a face as well. Terms are those of ISO/IEC 19795-1.</li>
<li>Choose thresholds on one set of photos and report the rates of another: those of the set on which a threshold was chosen flatter it.</li>
<li>This page has no photo in it, but names of files; where these are people’s names, it is personal data.</li>
</ul>
</section>`;
