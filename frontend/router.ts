import { nextTick, watch } from 'vue';
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import type { Group } from './auth/signed-in-user.ts';
import type { Session } from './auth/session.ts';
import { focusHeading } from './composables/focus-heading.ts';
import { setPageTitle } from './composables/page-title.ts';
// Not loaded when they are gone to: whoever has no connection can sign out all the same.
import SignInPage from './pages/SignInPage.vue';
import SignOutPage from './pages/SignOutPage.vue';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title in the locales. */
    title: string;
    /** Whom the page is for; everybody who signed in where it is left out. */
    groups?: readonly Group[];
    /** Open to those who have not signed in. */
    public?: boolean;
    /** The page itself says that the session has expired, instead of being left for the sign-in. */
    showsExpiry?: boolean;
  }
}

/** The first page of each group; of several groups the first counts. */
const HOMES: readonly [Group, string][] = [
  ['auditor', 'live'],
  ['admin', 'people'],
  ['candidate', 'exam'],
];

const ROUTES: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./pages/NoRolePage.vue'), meta: { title: 'noRole.title' } },
  { path: '/sign-in', name: 'sign-in', component: SignInPage, meta: { title: 'signIn.title', public: true } },
  // A page of its own, so that the one before is left as any is: with the questions that it asks. Not public, for the same reason.
  { path: '/sign-out', name: 'sign-out', component: SignOutPage, meta: { title: 'signOut.title' } },
  { path: '/signed-in', name: 'signed-in', component: () => import('./pages/SignedInPage.vue'), meta: { title: 'signedIn.title', public: true } },
  { path: '/exam', name: 'exam', component: () => import('./pages/ExamPage.vue'), meta: { title: 'exam.title', groups: ['candidate'], showsExpiry: true } },
  { path: '/my-exams', name: 'my-exams', component: () => import('./pages/MyExamsPage.vue'), meta: { title: 'myExams.title', groups: ['candidate'] } },
  { path: '/my-exams/:id', name: 'my-exam', component: () => import('./pages/MyExamPage.vue'), props: true, meta: { title: 'myExam.title', groups: ['candidate'] } },
  { path: '/people', name: 'people', component: () => import('./pages/PeoplePage.vue'), meta: { title: 'people.title', groups: ['admin'] } },
  { path: '/live', name: 'live', component: () => import('./pages/LivePage.vue'), meta: { title: 'live.title', groups: ['auditor'] } },
  { path: '/sessions', name: 'sessions', component: () => import('./pages/SessionsPage.vue'), meta: { title: 'sessions.title', groups: ['auditor'] } },
  { path: '/sessions/:sessionId', name: 'session', component: () => import('./pages/SessionPage.vue'), props: true, meta: { title: 'session.title', groups: ['auditor'] } },
  { path: '/verify', name: 'verify', component: () => import('./pages/VerifyPage.vue'), meta: { title: 'verify.title' } },
  { path: '/verdicts', name: 'verdicts', component: () => import('./pages/VerdictsPage.vue'), meta: { title: 'verdicts.title', groups: ['auditor'] } },
  { path: '/audit', name: 'audit', component: () => import('./pages/AuditPage.vue'), meta: { title: 'audit.title', groups: ['auditor'] } },
  { path: '/people/:id', name: 'person', component: () => import('./pages/PersonPage.vue'), props: true, meta: { title: 'person.title', groups: ['admin'] } },
  { path: '/imports', name: 'imports', component: () => import('./pages/ImportsPage.vue'), meta: { title: 'imports.title', groups: ['admin'] } },
  { path: '/imports/:id', name: 'import', component: () => import('./pages/ImportPage.vue'), props: true, meta: { title: 'imports.one', groups: ['admin'] } },
  { path: '/policy', name: 'policy', component: () => import('./pages/PolicyPage.vue'), meta: { title: 'policy.title', groups: ['admin'] } },
  { path: '/match-reports', name: 'match-reports', component: () => import('./pages/MatchReportsPage.vue'), meta: { title: 'matchReports.title', groups: ['admin'] } },
  { path: '/erasures/:id', name: 'erasure', component: () => import('./pages/ErasurePage.vue'), props: true, meta: { title: 'erasure.title', groups: ['admin', 'auditor'] } },
  { path: '/executions', name: 'executions', component: () => import('./pages/ExecutionsPage.vue'), meta: { title: 'executions.title', groups: ['auditor'] } },
  { path: '/executions/:name', name: 'execution', component: () => import('./pages/ExecutionPage.vue'), props: true, meta: { title: 'execution.title', groups: ['auditor'] } },
  { path: '/:path(.*)*', name: 'not-found', component: () => import('./pages/NotFoundPage.vue'), meta: { title: 'notFound.title', public: true } },
];

/** The app's pages, and who gets to see them. */
export function createAppRouter(session: Session): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: ROUTES,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  });

  router.beforeEach((to) => {
    const user = session.user.value;
    if (user === null) return to.meta.public === true ? true : { name: 'sign-in', query: ['home', 'sign-out'].includes(String(to.name)) ? {} : { to: to.fullPath } };
    const home = HOMES.find(([group]) => user.groups.includes(group));
    if ((to.name === 'home' && home !== undefined) || to.name === 'sign-in') return home === undefined ? { name: 'home' } : { name: home[1] };
    return true;
  });

  router.afterEach((to, from, failure) => {
    if (failure !== undefined) return;
    setPageTitle(to.meta.title);
    // The first page is read from its beginning anyway; after that, a screen reader starts at the new page's heading.
    if (from.matched.length > 0 && to.path !== from.path) void nextTick(focusHeading);
  });

  watch(session.state, (state) => {
    const { meta, fullPath } = router.currentRoute.value;
    if (state === 'expired' && meta.public !== true && meta.showsExpiry !== true) void router.push({ name: 'sign-in', query: { to: fullPath, notice: 'expired' } });
  });
  return router;
}
