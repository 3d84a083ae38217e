import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { loadDictionary } from './i18n/load.ts';
import { reloadOnNewVersion } from './app/new-version.ts';
import { startTheme } from './app/theme.ts';
import { preferences } from './app/preferences.ts';
import './styles/app.css';

startTheme();
reloadOnNewVersion();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const dictionary = await loadDictionary(preferences.read().locale);
createRoot(root).render(<App firstDictionary={dictionary} />);
