// Where everything is. Pages are loaded when first opened; what they need of the server is asked for at the same time.
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import {
  guidelinesQuery,
  metricsQuery,
  overviewQuery,
  projectQuery,
  projectsQuery,
  sessionQuery,
  setupsQuery,
} from '../api/queries'
import type { Role, TaskStatus } from '../api/types'
import { qualitySearch } from '../features/quality/search'
import { atLeast } from '../ui/roles'
import { ErrorPage, NotFoundPage } from './ErrorPage'
import { Root } from './Root'
import { Shell } from './Shell'

interface Context {
  queries: QueryClient
}

const root = createRootRouteWithContext<Context>()({
  component: Root,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
  beforeLoad: async ({ context }) => ({ session: await context.queries.ensureQueryData(sessionQuery) }),
})

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

// ---- without a session
const signin = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  validateSearch: (search): { next?: string } => {
    const next = text(search.next)
    // Only a path of our own: a link must not send people elsewhere after they have signed in.
    return next && /^\/(?![/\\])/.test(next) ? { next } : {}
  },
  component: lazyRouteComponent(() => import('../features/session/SignInPage'), 'SignInPage'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search): { token?: string } => {
    const token = text(search.token)
    return token ? { token } : {}
  },
  component: lazyRouteComponent(() => import('../features/session/SetupPage'), 'SetupPage'),
})
const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(() => import('../features/session/JoinPage'), 'JoinPage'),
})

// ---- with one
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ context, location }) => {
    if (context.session.setupNeeded && !context.session.person) throw redirect({ to: '/setup' })
    if (!context.session.person)
      throw redirect({ to: '/signin', search: location.pathname === '/' ? {} : { next: location.href } })
  },
})
const home = createRoute({ getParentRoute: () => inside, id: 'home', component: Shell })
const projects = createRoute({
  getParentRoute: () => home,
  path: '/',
  loader: ({ context }) => context.queries.ensureQueryData(projectsQuery),
  component: lazyRouteComponent(() => import('../features/projects/ProjectsPage'), 'ProjectsPage'),
})
const projectsToo = createRoute({
  getParentRoute: () => inside,
  path: '/projects',
  beforeLoad: () => {
    throw redirect({ to: '/' })
  },
})
const create = createRoute({
  getParentRoute: () => home,
  path: '/projects/new',
  component: lazyRouteComponent(() => import('../features/projects/CreatePage'), 'CreatePage'),
})
const account = createRoute({
  getParentRoute: () => home,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/session/AccountPage'), 'AccountPage'),
})

const project = createRoute({
  getParentRoute: () => inside,
  path: '/projects/$projectId',
  params: {
    parse: ({ projectId }) => ({ projectId: Number(projectId) }),
    stringify: ({ projectId }) => ({ projectId: String(projectId) }),
  },
  loader: ({ context, params }) => context.queries.ensureQueryData(projectQuery(params.projectId)),
})

const annotate = createRoute({
  getParentRoute: () => project,
  path: 'annotate',
  loader: ({ context, params }) => void context.queries.prefetchQuery(guidelinesQuery(params.projectId)),
  component: lazyRouteComponent(() => import('../features/annotate/AnnotatePage'), 'AnnotatePage'),
})
const dispute = createRoute({
  getParentRoute: () => project,
  path: 'disputes/$taskId',
  component: lazyRouteComponent(() => import('../features/quality/DisputePage'), 'DisputePage'),
})

const managed = createRoute({ getParentRoute: () => project, id: 'managed', component: Shell })

/** Sends people whose role does not include a page to the first one that their role does. */
const needs = async (role: Role, at: { context: Context; params: { projectId: number } }) => {
  const { role: mine } = await at.context.queries.ensureQueryData(projectQuery(at.params.projectId))
  if (atLeast(mine, role)) return
  throw redirect({
    to: mine === 'reviewer' ? '/projects/$projectId/quality' : '/projects/$projectId/annotate',
    params: { projectId: at.params.projectId },
  })
}

const overview = createRoute({
  getParentRoute: () => managed,
  path: '/',
  beforeLoad: at => needs('manager', at),
  loader: ({ context, params }) => context.queries.ensureQueryData(overviewQuery(params.projectId)),
  component: lazyRouteComponent(() => import('../features/overview/OverviewPage'), 'OverviewPage'),
})
const ingest = createRoute({
  getParentRoute: () => managed,
  path: 'import',
  beforeLoad: at => needs('manager', at),
  component: lazyRouteComponent(() => import('../features/ingest/ImportPage'), 'ImportPage'),
})
const jobs = createRoute({
  getParentRoute: () => managed,
  path: 'jobs',
  beforeLoad: at => needs('manager', at),
  component: lazyRouteComponent(() => import('../features/ingest/JobsPage'), 'JobsPage'),
})
const media = createRoute({
  getParentRoute: () => managed,
  path: 'media',
  beforeLoad: at => needs('manager', at),
  component: lazyRouteComponent(() => import('../features/media/MediaPage'), 'MediaPage'),
})
const data = createRoute({
  getParentRoute: () => managed,
  path: 'data',
  validateSearch: (search): { status?: TaskStatus; search?: string } => {
    const status = text(search.status) as TaskStatus | undefined
    const wanted = text(search.search)
    return { ...(status ? { status } : {}), ...(wanted ? { search: wanted } : {}) }
  },
  beforeLoad: at => needs('reviewer', at),
  component: lazyRouteComponent(() => import('../features/data/DataPage'), 'DataPage'),
})
const story = createRoute({
  getParentRoute: () => managed,
  path: 'data/$taskId',
  beforeLoad: at => needs('reviewer', at),
  component: lazyRouteComponent(() => import('../features/data/StoryPage'), 'StoryPage'),
})
const quality = createRoute({
  getParentRoute: () => managed,
  path: 'quality',
  validateSearch: qualitySearch,
  beforeLoad: at => needs('reviewer', at),
  component: lazyRouteComponent(() => import('../features/quality/QualityPage'), 'QualityPage'),
})
const metrics = createRoute({
  getParentRoute: () => managed,
  path: 'metrics',
  beforeLoad: at => needs('manager', at),
  loader: ({ context, params }) => context.queries.ensureQueryData(metricsQuery(params.projectId)),
  component: lazyRouteComponent(() => import('../features/metrics/MetricsPage'), 'MetricsPage'),
})
const disputes = createRoute({
  getParentRoute: () => managed,
  path: 'disputes',
  beforeLoad: at => needs('reviewer', at),
  component: lazyRouteComponent(() => import('../features/quality/DisputesPage'), 'DisputesPage'),
})
const exporting = createRoute({
  getParentRoute: () => managed,
  path: 'export',
  beforeLoad: at => needs('manager', at),
  component: lazyRouteComponent(() => import('../features/export/ExportPage'), 'ExportPage'),
})
const people = createRoute({
  getParentRoute: () => managed,
  path: 'people',
  beforeLoad: at => needs('manager', at),
  component: lazyRouteComponent(() => import('../features/people/PeoplePage'), 'PeoplePage'),
})
const models = createRoute({
  getParentRoute: () => managed,
  path: 'models',
  beforeLoad: at => needs('manager', at),
  loader: ({ context, params }) => context.queries.ensureQueryData(setupsQuery(params.projectId)),
  component: lazyRouteComponent(() => import('../features/models/ModelsPage'), 'ModelsPage'),
})
const model = createRoute({
  getParentRoute: () => managed,
  path: 'models/$setupId',
  beforeLoad: at => needs('manager', at),
  loader: ({ context, params }) => context.queries.ensureQueryData(setupsQuery(params.projectId)),
  component: lazyRouteComponent(() => import('../features/models/ModelPage'), 'ModelPage'),
})
const settings = createRoute({
  getParentRoute: () => managed,
  path: 'settings',
  beforeLoad: at => needs('manager', at),
  component: lazyRouteComponent(() => import('../features/settings/SettingsPage'), 'SettingsPage'),
})
const guidelines = createRoute({
  getParentRoute: () => managed,
  path: 'guidelines',
  component: lazyRouteComponent(() => import('../features/settings/GuidelinesPage'), 'GuidelinesPage'),
})

const tree = root.addChildren([
  signin,
  setup,
  join,
  inside.addChildren([
    projectsToo,
    home.addChildren([projects, create, account]),
    project.addChildren([
      annotate,
      dispute,
      managed.addChildren([
        overview,
        ingest,
        jobs,
        media,
        data,
        story,
        quality,
        metrics,
        disputes,
        exporting,
        people,
        models,
        model,
        settings,
        guidelines,
      ]),
    ]),
  ]),
])

export const makeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
